package id.kezbek.ledger;

/** The accounts of the books; whose they are stands beside each. */
public enum AccountKind {
    /** Per partner: we owe the partner its deposit. */
    FUNDING,
    /** Per partner: a postpaid partner owes us. */
    RECEIVABLE,
    /** Per partner: customers' refunds still to net. */
    CLAWBACK,
    /** Per provider: our money at the provider. */
    FLOAT,
    /** Per provider: what it charged us. */
    FEES,
    CUSTOMER_PAYABLE,
    BANK,
    SERVICE_REVENUE,
    TAX,
    SUSPENSE,
    WRITE_OFF
}
