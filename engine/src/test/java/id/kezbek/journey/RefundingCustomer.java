package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.shared.Money;
import id.kezbek.testing.EngineUnderTest;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A customer who buys and returns in a test, and what the books say of it. */
final class RefundingCustomer {

    private static final AtomicInteger CUSTOMERS = new AtomicInteger(5_510_000);

    private final EngineUnderTest engine;
    private final String msisdn = "62812" + CUSTOMERS.incrementAndGet();

    RefundingCustomer(EngineUnderTest engine) {
        this.engine = engine;
    }

    String msisdn() {
        return msisdn;
    }

    JsonNode seenBy(PartnerSystem partner) {
        return partner.get("/api/v2/customers/" + msisdn).body();
    }

    String purchase(String amount) {
        return PurchaseBody.goodV2()
                .with("msisdn", "\"" + msisdn + "\"")
                .worth(amount)
                .json();
    }

    /** Reports a purchase and waits until its payout has ended; returns its id. */
    String paid(PartnerSystem partner, String amount) {
        JsonNode body = partner.transact(purchase(amount), "Prefer", "wait=10").body();
        assertThat(body.at("/payout/state").asString()).isIn("PAID", "CANCELLED");
        return body.get("id").asString();
    }

    Money available(PartnerSystem partner) {
        return engine.get(FundingSlots.class).available(partner.id());
    }

    long balance(PartnerSystem partner, String kind) {
        return engine.database()
                .sql("""
                        select coalesce(sum(l.amount), 0)::bigint from ledger.line l join ledger.account a on a.id = l.account
                        where a.kind = ? and a.owner = ?""")
                .params(kind, partner.code())
                .query(Long.class)
                .single();
    }

    /** The amount sent to the customer, from the successful attempts. */
    long sentToCustomer(PartnerSystem partner) {
        return engine.database()
                .sql("""
                        select coalesce(sum(amount), 0)::bigint from payouts.attempt
                        where partner = ? and msisdn = ? and state = 'SUCCEEDED'""")
                .params(partner.id().value(), msisdn)
                .query(Long.class)
                .single();
    }

    static String refunds(String purchase) {
        return "/api/v2/transactions/" + purchase + "/refunds";
    }

    static String refund(String reference, String value) {
        return "{\"reference\":\"" + reference + "\",\"amount\":{\"value\":\"" + value + "\",\"currency\":\"IDR\"}}";
    }

    static void assertAmount(JsonNode amount, String value) {
        assertThat(amount.get("value").asString()).isEqualTo(value);
        assertThat(amount.get("currency").asString()).isEqualTo("IDR");
    }
}
