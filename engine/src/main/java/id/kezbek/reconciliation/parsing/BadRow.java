package id.kezbek.reconciliation.parsing;

/** A row that cannot be read; its message says which column, and what would be right. */
final class BadRow extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    BadRow(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
