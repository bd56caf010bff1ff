package id.kezbek.reconciliation.parsing;

/** A row that cannot be read; the message names the column and the expected value. */
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
