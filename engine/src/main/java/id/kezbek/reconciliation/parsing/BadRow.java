package id.kezbek.reconciliation.parsing;

/** A row that cannot be read; its message says which column, and what would be right. */
final class BadRow extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadRow(String message) {
        super(message, null, false, false);
    }
}
