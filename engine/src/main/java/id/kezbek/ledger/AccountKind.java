package id.kezbek.ledger;

/** The kinds of ledger accounts. Each constant's comment names the owner. */
public enum AccountKind {
    /** A partner's account: the deposit that Kezbek owes the partner. */
    FUNDING,
    /** A partner's account: the debt of a postpaid partner. */
    RECEIVABLE,
    /** A partner's account: refunds that are still to be set off against customers' cashback. */
    CLAWBACK,
    /** A partner's account: unpaid invoices for services. A credit balance is an overpayment. */
    INVOICED,
    /** A provider's account: Kezbek's money at the provider. */
    FLOAT,
    /** A provider's account: the fees that the provider charged to Kezbek. */
    FEES,
    /**
     * A provider's account: fees of a closed month that the provider's statements contain but our books do not. These
     * fees are reversed at the start of the next month.
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
