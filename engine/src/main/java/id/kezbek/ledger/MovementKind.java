package id.kezbek.ledger;

/** Why money moved in the books; the journal of each stands in docs/ledger.md. */
public enum MovementKind {
    TOP_UP,
    ACCEPT,
    SETTLE,
    PROVIDER_FEE,
    CANCEL,
    REVERSAL,
    FLOAT_TOP_UP,
    REFUND,
    NETTING,
    INVOICE,
    PARTNER_PAYMENT,
    PAID_TWICE,
    WRITE_OFF,
    TRANSFER_REVERSAL
}
