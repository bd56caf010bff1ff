package id.kezbek.reconciliation.parsing;

/** The kind of a statement line. */
public enum LineKind {
    PAYMENT,
    FEE,
    VAT,
    REVERSAL,
    TOP_UP,
    OTHER;

    /** Whether the line reduces our money at the provider, if the format does not define the sign. */
    boolean takes() {
        return switch (this) {
            case PAYMENT, FEE, VAT -> true;
            case REVERSAL, TOP_UP, OTHER -> false;
        };
    }
}
