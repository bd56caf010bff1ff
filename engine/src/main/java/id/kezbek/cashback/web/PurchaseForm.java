package id.kezbek.cashback.web;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.web.reading.Fields;

/** Reads a partner's report of a purchase, from v1 or v2. Both versions have the same limits for fields. */
final class PurchaseForm {

    static final int WALLET_MAX = 20;
    private static final int MAX_QUANTITY = 1_000_000;

    private PurchaseForm() {}

    static Purchase v1(PartnerId partner, Fields fields) {
        return new Purchase(
                partner,
                fields.identifier("transaction_reference", Purchase.REFERENCE_MAX),
                fields.msisdn("msisdn"),
                fields.optionalEmail("email"),
                fields.text("merchant_code", WALLET_MAX),
                fields.integer("quantity", 1, MAX_QUANTITY),
                fields.amount("amount"));
    }

    static Purchase v2(PartnerId partner, Fields fields) {
        return new Purchase(
                partner,
                fields.identifier("reference", Purchase.REFERENCE_MAX),
                fields.msisdn("msisdn"),
                fields.optionalEmail("email"),
                fields.text("wallet", WALLET_MAX),
                fields.integer("quantity", 1, MAX_QUANTITY),
                fields.money("amount"));
    }
}
