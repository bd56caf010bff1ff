package id.kezbek.reconciliation.imports;

/**
 * The result of an import.
 *
 * @param isNew false if the same bytes were imported before; the import then added at most another person's
 *     confirmation
 */
public record Imported(StatementFile file, boolean isNew) {}
