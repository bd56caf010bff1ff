package id.kezbek.journey;

import static id.kezbek.journey.RefundingCustomer.assertAmount;
import static id.kezbek.journey.RefundingCustomer.refund;
import static id.kezbek.journey.RefundingCustomer.refunds;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.reporting.reports.AccountFlows;
import id.kezbek.reporting.reports.Days;
import id.kezbek.reporting.verdict.LedgerVerdicts;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Refunds as a partner's developer uses them, from the request to the next payout. */
@EngineTest
class RefundsOverHttpTest {

    private static final Money BALANCE = Money.rupiah(1_000_000);
    private static final String ABSENT = "00000000000000000000000000";

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private final RefundingCustomer customer;

    RefundsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.customer = new RefundingCustomer(engine);
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void setsOffRefundOfPaidPurchaseInTheNextPayout() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = customer.paid(partner, "750000");

        Answer refund = partner.post(refunds(first), "{\"reference\":\"RET/1\"}");

        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.body().propertyNames())
                .containsExactly(
                        "id",
                        "transaction",
                        "reference",
                        "recorded_at",
                        "amount",
                        "whole",
                        "cashback",
                        "reward",
                        "state",
                        "to_recover");
        assertThat(refund.body().get("transaction").asString()).isEqualTo(first);
        assertThat(refund.body().get("whole").asBoolean()).isTrue();
        assertAmount(refund.body().get("amount"), "750000.00");
        assertAmount(refund.body().get("cashback"), "11250.00");
        assertThat(refund.body().get("state").asString()).isEqualTo("OWED");
        assertAmount(refund.body().get("to_recover"), "11250.00");
        assertThat(customer.available(partner))
                .as("the partner has its cashback back")
                .isEqualTo(BALANCE);
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(11_250);
        JsonNode seen = partner.get("/api/v2/transactions/" + first).body();
        assertAmount(seen.at("/refunded/amount"), "750000.00");
        assertAmount(seen.at("/refunded/to_recover"), "11250.00");

        String second = customer.paid(partner, "1500000");

        JsonNode purchase = partner.get("/api/v2/transactions/" + second).body();
        assertAmount(purchase.get("cashback"), "22500.00");
        assertAmount(purchase.at("/payout/amount"), "11250.00");
        JsonNode payout = partner.get(
                        "/api/v2/payouts/" + purchase.at("/payout/id").asString())
                .body();
        assertThat(payout.get("items")
                        .valueStream()
                        .map(item -> item.get("kind").asString() + " "
                                + item.at("/amount/value").asString() + " "
                                + item.get("purchase").asString()))
                .containsExactly("PURCHASE 22500.00 " + second, "NETTING -11250.00 " + first);
        JsonNode listed = partner.get(refunds(first)).body().at("/items/0");
        assertThat(listed.get("state").asString()).isEqualTo("NETTED");
        assertAmount(listed.get("to_recover"), "0.00");
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();
        assertThat(customer.sentToCustomer(partner))
                .as("what the customer holds is what the second purchase earned")
                .isEqualTo(22_500);
        assertThat(customer.available(partner)).isEqualTo(BALANCE.minus(Money.rupiah(22_500)));
    }

    /**
     * Otherwise a customer could keep the cashback of returned purchases by using another wallet for each purchase.
     */
    @Test
    void setsOffRefundInPayoutToAnotherWallet() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = customer.paid(partner, "750000");
        partner.post(refunds(first), "{\"reference\":\"RET/1\"}");
        String wallet = partner.get("/api/v2/transactions/" + first)
                .body()
                .get("wallet")
                .asString();
        String other = wallet.equals("GPAID") ? "LSAJA" : "GPAID";

        JsonNode second = partner.transact(
                        PurchaseBody.goodV2()
                                .with("msisdn", "\"" + customer.msisdn() + "\"")
                                .with("wallet", "\"" + other + "\"")
                                .worth("1500000")
                                .json(),
                        "Prefer",
                        "wait=10")
                .body();

        assertThat(second.at("/payout/state").asString()).isEqualTo("PAID");
        assertAmount(second.at("/payout/amount"), "11250.00");
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();
        assertThat(customer.sentToCustomer(partner)).isEqualTo(22_500);
    }

    @Test
    void payoutThatIsSetOffInFullIsNotSent() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = customer.paid(partner, "750000");
        partner.post(refunds(first), "{\"reference\":\"RET/1\"}");

        JsonNode second = partner.transact(customer.purchase("750000"), "Prefer", "wait=10")
                .body();

        assertThat(second.at("/payout/state").asString()).isEqualTo("CANCELLED");
        JsonNode payout = partner.get(
                        "/api/v2/payouts/" + second.at("/payout/id").asString())
                .body();
        assertThat(payout.get("reason").asString()).isEqualTo("NETTED");
        assertAmount(payout.get("amount"), "0.00");
        assertThat(payout.get("attempts")).isEmpty();
        assertThat(payout.get("explanation").asString()).contains("Set off in full");
        assertThat(customer.sentToCustomer(partner)).isEqualTo(11_250);
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();

        // The second purchase was paid by the set-off, so its refund is owed too.
        Answer refund = partner.post(refunds(second.get("id").asString()), "{\"reference\":\"RET/2\"}");
        assertThat(refund.body().get("state").asString()).isEqualTo("OWED");
        assertThat(customer.available(partner)).isEqualTo(BALANCE);
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(11_250);
    }

    @Test
    void refundsPartsUntilNothingIsLeft() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = customer.paid(partner, "750000");

        JsonNode part =
                partner.post(refunds(purchase), refund("PART/1", "250000.00")).body();
        Answer tooMuch = partner.post(refunds(purchase), refund("PART/2", "500000.01"));
        JsonNode rest =
                partner.post(refunds(purchase), refund("PART/3", "500000.00")).body();
        Answer more = partner.post(refunds(purchase), refund("PART/4", "0.01"));

        assertAmount(part.get("cashback"), "3750.00");
        assertThat(part.get("whole").asBoolean()).isFalse();
        assertThat(tooMuch.v2()).isEqualTo("409 state-conflict");
        assertThat(tooMuch.fields()).containsExactly("amount");
        assertAmount(rest.get("cashback"), "7500.00");
        assertThat(rest.get("whole").asBoolean()).isTrue();
        assertThat(more.v2()).isEqualTo("409 state-conflict");
        assertThat(partner.get(refunds(purchase) + "?limit=1")
                        .body()
                        .at("/items/0/reference")
                        .asString())
                .isEqualTo("PART/3");
        JsonNode page = partner.get(refunds(purchase) + "?limit=1").body();
        JsonNode next = partner.get(refunds(purchase) + "?limit=1&cursor="
                        + page.get("next_cursor").asString())
                .body();
        assertThat(next.at("/items/0/reference").asString()).isEqualTo("PART/1");
        assertThat(next.get("next_cursor").isNull()).isTrue();
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(11_250);
    }

    @Test
    void refundAgainChangesNothing() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = customer.paid(partner, "750000");
        Answer first = partner.post(refunds(purchase), refund("RET/1", "250000.00"));

        Answer again = partner.post(refunds(purchase), refund("RET/1", "250000.00"));
        Answer other = partner.post(refunds(purchase), refund("RET/1", "250001.00"));
        Answer whole = partner.post(refunds(purchase), "{\"reference\":\"RET/1\"}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.v2()).isEqualTo("409 reference-conflict");
        assertThat(other.fields()).containsExactly("reference");
        assertThat(whole.v2()).isEqualTo("409 reference-conflict");
        assertThat(partner.get(refunds(purchase)).body().get("items")).hasSize(1);
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(3_750);
    }

    @Test
    void refusesUnknownForeignAndOldPurchases() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PartnerSystem other = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = customer.paid(partner, "750000");

        assertThat(other.post(refunds(purchase), refund("RET/1", "1.00")).v2()).isEqualTo("404 not-found");
        assertThat(other.get(refunds(purchase)).v2()).isEqualTo("404 not-found");
        assertThat(partner.post(refunds(ABSENT), refund("RET/1", "1.00")).v2()).isEqualTo("404 not-found");
        assertThat(partner.post(refunds("nonsense"), refund("RET/1", "1.00")).v2())
                .isEqualTo("404 not-found");
        Answer bad = partner.post(refunds(purchase), "{\"amount\":{\"value\":\"0\",\"currency\":\"IDR\"}}");
        assertThat(bad.v2()).isEqualTo("400 bad-payload");
        assertThat(bad.fields()).contains("reference");

        engine.clock().advance(Duration.ofDays(90).plusMinutes(5));
        PartnerSystem later = partner;
        Answer old = Call.to(engine.uri(refunds(purchase)))
                .bearer(token(later, Role.PARTNER, later.code()))
                .header("content-type", "application/json")
                .post("{\"reference\":\"RET/1\"}")
                .by(client);
        assertThat(old.v2()).isEqualTo("409 state-conflict");
        assertThat(old.body().get("detail").asString()).contains("too old").contains("90 days");
        assertThat(engine.count(
                        "cashback.refund where partner = " + partner.id().value()))
                .isZero();
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();
    }

    @Test
    void takesBackFromPayoutThatWaitsForFunding() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(ChangePartnerFunding.class)
                        .whenShort(partner.id(), Partner.ShortFunding.HOLD, "test"));
        String purchase =
                partner.transact(customer.purchase("750000")).body().get("id").asString();

        JsonNode part =
                partner.post(refunds(purchase), refund("RET/1", "250000.00")).body();

        assertThat(part.get("state").asString()).isEqualTo("RETURNED");
        assertAmount(partner.get("/api/v2/transactions/" + purchase).body().at("/payout/amount"), "7500.00");
        assertThat(customer.available(partner)).isEqualTo(Money.ZERO);

        JsonNode rest =
                partner.post(refunds(purchase), "{\"reference\":\"RET/2\"}").body();

        assertThat(rest.get("state").asString()).isEqualTo("RETURNED");
        JsonNode seen = partner.get("/api/v2/transactions/" + purchase).body();
        assertThat(seen.at("/payout/state").asString()).isEqualTo("CANCELLED");
        assertAmount(seen.at("/refunded/to_recover"), "0.00");
        assertThat(customer.available(partner)).isEqualTo(Money.ZERO);
        assertThat(engine.count("ledger.line l join ledger.account a on a.id = l.account where a.owner = '"
                        + partner.code() + "'"))
                .as("nothing was booked for a payout that was never funded")
                .isZero();
    }

    @Test
    void auditsRefundOfOfficer() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = customer.paid(partner, "750000");
        long before = audited();

        partner.post(refunds(purchase), refund("SYSTEM", "1000.00"));
        assertThat(audited()).as("a system's refund is no act of a person").isEqualTo(before);
        Answer byOfficer = Call.to(engine.uri(refunds(purchase)))
                .bearer(token(partner, Role.OFFICER, "officer@example.com"))
                .header("content-type", "application/json")
                .post(refund("OFFICER", "1000.00"))
                .by(client);

        assertThat(byOfficer.status()).isEqualTo(201);
        assertThat(audited()).isEqualTo(before + 1);
    }

    @Test
    void returnsTierAndTotalsAndTellsTheCustomer() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = customer.paid(partner, "750000");
        String second = customer.paid(partner, "750000");
        assertThat(customer.seenBy(partner).get("recurring").asInt()).isEqualTo(2);

        partner.post(refunds(first), "{\"reference\":\"RET/1\"}");

        assertThat(customer.seenBy(partner).get("recurring").asInt()).isEqualTo(1);
        assertThat(customer.seenBy(partner).at("/totals/transactions").asInt()).isEqualTo(1);
        assertAmount(customer.seenBy(partner).at("/totals/cashback"), "11250.00");
        partner.post(refunds(second), "{\"reference\":\"RET/2\"}");
        assertThat(partner.get("/api/v2/customers/" + customer.msisdn()).v2()).isEqualTo("404 not-found");
        engine.awaitFactsRead();
        assertThat(engine.count(
                        "notifications.email where template = 'PURCHASE_REFUNDED' and model ->> 'company' = 'PT. "
                                + partner.code() + "'"))
                .isEqualTo(2);
    }

    @Test
    void rollUpsEqualTheLedgerAfterRefunds() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = customer.paid(partner, "750000");
        partner.post(refunds(first), refund("RET/1", "250000.00"));
        partner.post(refunds(first), "{\"reference\":\"RET/2\"}");
        customer.paid(partner, "750000");
        engine.settle();

        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        engine.get(VerifyRollUps.class).verify(today, today);

        assertThat(engine.get(LedgerVerdicts.class).differences(today, today, 1_000))
                .noneMatch(one -> one.account().owner().equals(partner.code()));
        assertThat(engine.database()
                        .sql("""
                                select outcome || ' ' || sum(payouts) || ' ' || sum(amount) from reporting.payouts_by_hour
                                where partner = ? group by outcome order by outcome""")
                        .param(partner.id().value())
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("CLAWED_BACK 2 -11250.00", "NETTED 1 -11250.00", "PAID 1 11250.00"));
        assertThat(engine.database()
                        .sql("""
                                select sum(purchases) || ' ' || sum(amount) || ' ' || sum(cashback) from reporting.purchases_by_hour
                                where partner = ?""")
                        .param(partner.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("1 750000.00 11250.00");
        assertThat(engine.get(AccountFlows.class).funding(new Days(today, today)))
                .filteredOn(flow -> flow.owner().equals(partner.code()))
                .singleElement()
                .satisfies(flow -> {
                    assertThat(flow.used()).as("two purchases and one refund").isEqualTo(Money.rupiah(11_250));
                    assertThat(flow.other()).isEqualTo(Money.ZERO);
                    assertThat(flow.closing()).isEqualTo(BALANCE.minus(Money.rupiah(11_250)));
                });
    }

    private String token(PartnerSystem partner, Role role, String subject) {
        return engine.get(IdentityProvider.class)
                .issue(new Caller(role, subject, partner.id()), Duration.ofHours(1))
                .token();
    }

    private long audited() {
        return engine.count("approvals.audit where act = 'PURCHASE_REFUNDED'");
    }
}
