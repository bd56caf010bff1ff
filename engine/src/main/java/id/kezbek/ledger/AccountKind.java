package id.kezbek.ledger;

/** The kinds of ledger accounts. Each entry names the owner. */
public enum AccountKind {
    /** Of a partner: the deposit that we owe the partner. */
    FUNDING,
    /** Of a partner: the debt of a postpaid partner. */
    RECEIVABLE,
    /** Of a partner: customers' refunds that are still to be set off. */
    CLAWBACK,
    /** Of a partner: its invoices for services that are not paid yet; a credit balance is what it paid too much. */
    INVOICED,
    /** Of a provider: our money at the provider. */
    FLOAT,
    /** Of a provider: the fees that it charged us. */
    FEES,
    /** Of a provider: fees of a closed month that its statements have and our books do not, until the next month begins. */
    ACCRUED_FEES,
    CUSTOMER_PAYABLE,
    BANK,
    SERVICE_REVENUE,
    TAX,
    /** Tax that partners withheld from invoices, by certificate: a claim on the tax office. */
    PREPAID_TAX,
    SUSPENSE,
    WRITE_OFF
}
