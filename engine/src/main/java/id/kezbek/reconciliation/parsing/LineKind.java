package id.kezbek.reconciliation.parsing;

/** What a line of a statement is. */
public enum LineKind {
    PAYMENT,
    FEE,
    VAT,
    REVERSAL,
    TOP_UP,
    OTHER;

    /** Whether it takes from our money at the provider, unless the format says otherwise. */
    boolean takes() {
        return switch (this) {
            case PAYMENT, FEE, VAT -> true;
            case REVERSAL, TOP_UP, OTHER -> false;
        };
    }
}
