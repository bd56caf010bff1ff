package id.kezbek.ledger;

/** The kinds of ledger accounts. Each comment names the owner. */
public enum AccountKind {
    /** Of a partner: the deposit that Kezbek owes the partner. */
    FUNDING,
    /** Of a partner: the debt of a postpaid partner. */
    RECEIVABLE,
    /** Of a partner: refunds that are still to be set off against customers' cashback. */
    CLAWBACK,
    /** Of a partner: unpaid invoices for services. A credit balance is an overpayment. */
    INVOICED,
    /** Of a provider: Kezbek's money at the provider. */
    FLOAT,
    /** Of a provider: the fees that it charged to Kezbek. */
    FEES,
    /**
     * Of a provider: fees of a closed month that its statements contain and our books do not. They are reversed at
     * the start of the next month.
     */
    ACCRUED_FEES,
    CUSTOMER_PAYABLE,
    BANK,
    SERVICE_REVENUE,
    TAX,
    /** Tax that partners withheld from invoices, with certificates: a claim on the tax office. */
    PREPAID_TAX,
    /** VAT on providers' fees, as their statements show it: a claim on the tax office. */
    INPUT_TAX,
    SUSPENSE,
    WRITE_OFF
}
