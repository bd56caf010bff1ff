package id.kezbek.reconciliation.imports;

/**
 * The result of an import.
 *
 * @param isNew false if the same bytes were imported before; then at most the confirmation of another person was added
 */
public record Imported(StatementFile file, boolean isNew) {}
