package id.kezbek.reconciliation.imports;

/**
 * The result of an import.
 *
 * @param isNew false if the same bytes were imported before; nothing changed then, save that another person vouched for them
 */
public record Imported(StatementFile file, boolean isNew) {}
