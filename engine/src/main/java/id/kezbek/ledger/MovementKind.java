package id.kezbek.ledger;

/** The kinds of movements; docs/ledger.md lists the accounts of each kind. */
public enum MovementKind {
    TOP_UP,
    ACCEPT,
    SETTLE,
    PROVIDER_FEE,
    PROVIDER_TAX,
    FEE_ACCRUAL,
    CANCEL,
    REVERSAL,
    FLOAT_TOP_UP,
    REFUND,
    NETTING,
    INVOICE,
    CREDIT_NOTE,
    TAX_WITHHELD,
    PARTNER_PAYMENT,
    PAID_TWICE,
    WRITE_OFF,
    TRANSFER_REVERSAL
}
