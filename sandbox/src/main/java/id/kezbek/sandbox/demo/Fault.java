package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.demo.purchases.PurchaseRow;

/**
 * The error in an invalid line of the file, and the refusal that the engine must return. A line has at most one error.
 */
public enum Fault {
    AMOUNT_ZERO("9008 amount"),
    AMOUNT_NEGATIVE("9008 amount"),
    AMOUNT_WITH_THREE_DECIMALS("9008 amount"),
    AMOUNT_IN_WORDS("9008 amount"),
    AMOUNT_BELOW_EVERY_RULE("BR-07"),
    WALLET_UNKNOWN("BR-04"),
    MSISDN_TOO_SHORT("9008 msisdn"),
    MSISDN_WITH_EXTENSION("9008 msisdn"),
    REFERENCE_MISSING("9008 transaction_reference"),
    REFERENCE_TOO_LONG("9008 transaction_reference"),
    QUANTITY_ZERO("9008 quantity"),
    EMAIL_MALFORMED("9008 email");

    private final String reason;

    Fault(String reason) {
        this.reason = reason;
    }

    /** The expected code and, for a bad payload, the field. */
    public String reason() {
        return reason;
    }

    /** The purchase with this error. */
    public PurchaseRow in(PurchaseRow row) {
        return switch (this) {
            case AMOUNT_ZERO -> withAmount(row, "0");
            case AMOUNT_NEGATIVE -> withAmount(row, "-1");
            case AMOUNT_WITH_THREE_DECIMALS -> withAmount(row, "75000.125");
            case AMOUNT_IN_WORDS -> withAmount(row, "seventy thousand");
            case AMOUNT_BELOW_EVERY_RULE -> withAmount(row, "49999.99");
            case WALLET_UNKNOWN -> withWallet(row, "OVOO");
            case MSISDN_TOO_SHORT -> withMsisdn(row, "6281177");
            case MSISDN_WITH_EXTENSION -> withMsisdn(row, row.msisdn() + "x4");
            case REFERENCE_MISSING -> withReference(row, "");
            case REFERENCE_TOO_LONG -> withReference(row, row.reference() + "/OF-MORE-THAN-THIRTY-CHARACTERS");
            case QUANTITY_ZERO -> withQuantity(row, "0");
            case EMAIL_MALFORMED -> withEmail(row, "nobody@nowhere");
        };
    }

    private static PurchaseRow withReference(PurchaseRow row, String reference) {
        return new PurchaseRow(reference, row.msisdn(), row.email(), row.wallet(), row.quantity(), row.amount());
    }

    private static PurchaseRow withMsisdn(PurchaseRow row, String msisdn) {
        return new PurchaseRow(row.reference(), msisdn, row.email(), row.wallet(), row.quantity(), row.amount());
    }

    private static PurchaseRow withEmail(PurchaseRow row, String email) {
        return new PurchaseRow(row.reference(), row.msisdn(), email, row.wallet(), row.quantity(), row.amount());
    }

    private static PurchaseRow withWallet(PurchaseRow row, String wallet) {
        return new PurchaseRow(row.reference(), row.msisdn(), row.email(), wallet, row.quantity(), row.amount());
    }

    private static PurchaseRow withQuantity(PurchaseRow row, String quantity) {
        return new PurchaseRow(row.reference(), row.msisdn(), row.email(), row.wallet(), quantity, row.amount());
    }

    private static PurchaseRow withAmount(PurchaseRow row, String amount) {
        return new PurchaseRow(row.reference(), row.msisdn(), row.email(), row.wallet(), row.quantity(), amount);
    }
}
