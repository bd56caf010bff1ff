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
     * Whether lines of this kind reduce our money at the provider. This value is used only for formats in which the
     * sign of an amount has no meaning.
     */
    boolean takes() {
        return switch (this) {
            case PAYMENT, FEE, VAT -> true;
            case REVERSAL, TOP_UP, OTHER -> false;
        };
    }
}
