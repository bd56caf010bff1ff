package id.kezbek.reconciliation.parsing;

/** The kind of a statement line. */
public enum LineKind {
    PAYMENT,
    FEE,
    VAT,
    REVERSAL,
    TOP_UP,
    OTHER;

    /**
     * Whether lines of this kind reduce our money at the provider. Used only if the sign of amounts has no meaning in
     * the format.
     */
    boolean takes() {
        return switch (this) {
            case PAYMENT, FEE, VAT -> true;
            case REVERSAL, TOP_UP, OTHER -> false;
        };
    }
}
