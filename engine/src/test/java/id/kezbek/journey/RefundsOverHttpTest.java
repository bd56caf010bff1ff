package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
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
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Refunds as a partner's developer uses them, from the request to the next payout. */
@EngineTest
class RefundsOverHttpTest {

    private static final Money BALANCE = Money.rupiah(1_000_000);
    private static final String ABSENT = "00000000000000000000000000";
    private static final AtomicInteger CUSTOMERS = new AtomicInteger(5_510_000);

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String msisdn = "62812" + CUSTOMERS.incrementAndGet();

    RefundsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void setsOffRefundOfPaidPurchaseInTheNextPayout() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = paid(partner, "750000");

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
        assertThat(available(partner)).as("the partner has its cashback back").isEqualTo(BALANCE);
        assertThat(balance(partner, "CLAWBACK")).isEqualTo(11_250);
        JsonNode seen = partner.get("/api/v2/transactions/" + first).body();
        assertAmount(seen.at("/refunded/amount"), "750000.00");
        assertAmount(seen.at("/refunded/to_recover"), "11250.00");

        String second = paid(partner, "1500000");

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
        assertThat(balance(partner, "CLAWBACK")).isZero();
        assertThat(sentToCustomer(partner))
                .as("what the customer holds is what the second purchase earned")
                .isEqualTo(22_500);
        assertThat(available(partner)).isEqualTo(BALANCE.minus(Money.rupiah(22_500)));
    }

    /**
     * Otherwise a customer could keep the cashback of returned purchases by using another wallet for each purchase.
     */
    @Test
    void setsOffRefundInPayoutToAnotherWallet() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = paid(partner, "750000");
        partner.post(refunds(first), "{\"reference\":\"RET/1\"}");
        String wallet = partner.get("/api/v2/transactions/" + first)
                .body()
                .get("wallet")
                .asString();
        String other = wallet.equals("GPAID") ? "LSAJA" : "GPAID";

        JsonNode second = partner.transact(
                        PurchaseBody.goodV2()
                                .with("msisdn", "\"" + msisdn + "\"")
                                .with("wallet", "\"" + other + "\"")
                                .worth("1500000")
                                .json(),
                        "Prefer",
                        "wait=10")
                .body();

        assertThat(second.at("/payout/state").asString()).isEqualTo("PAID");
        assertAmount(second.at("/payout/amount"), "11250.00");
        assertThat(balance(partner, "CLAWBACK")).isZero();
        assertThat(sentToCustomer(partner)).isEqualTo(22_500);
    }

    @Test
    void payoutThatIsSetOffInFullIsNotSent() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = paid(partner, "750000");
        partner.post(refunds(first), "{\"reference\":\"RET/1\"}");

        JsonNode second =
                partner.transact(purchase("750000"), "Prefer", "wait=10").body();

        assertThat(second.at("/payout/state").asString()).isEqualTo("CANCELLED");
        JsonNode payout = partner.get(
                        "/api/v2/payouts/" + second.at("/payout/id").asString())
                .body();
        assertThat(payout.get("reason").asString()).isEqualTo("NETTED");
        assertAmount(payout.get("amount"), "0.00");
        assertThat(payout.get("attempts")).isEmpty();
        assertThat(payout.get("explanation").asString()).contains("Set off in full");
        assertThat(sentToCustomer(partner)).isEqualTo(11_250);
        assertThat(balance(partner, "CLAWBACK")).isZero();

        // The second purchase was paid by the set-off, so its refund is owed too.
        Answer refund = partner.post(refunds(second.get("id").asString()), "{\"reference\":\"RET/2\"}");
        assertThat(refund.body().get("state").asString()).isEqualTo("OWED");
        assertThat(available(partner)).isEqualTo(BALANCE);
        assertThat(balance(partner, "CLAWBACK")).isEqualTo(11_250);
    }

    @Test
    void refundsPartsUntilNothingIsLeft() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = paid(partner, "750000");

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
        assertThat(balance(partner, "CLAWBACK")).isEqualTo(11_250);
    }

    @Test
    void refundAgainChangesNothing() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = paid(partner, "750000");
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
        assertThat(balance(partner, "CLAWBACK")).isEqualTo(3_750);
    }

    @Test
    void refusesUnknownForeignAndOldPurchases() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PartnerSystem other = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = paid(partner, "750000");

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
        assertThat(balance(partner, "CLAWBACK")).isZero();
    }

    @Test
    void takesBackFromPayoutThatWaitsForFunding() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(ChangePartnerFunding.class)
                        .whenShort(partner.id(), Partner.ShortFunding.HOLD, "test"));
        String purchase = partner.transact(purchase("750000")).body().get("id").asString();

        JsonNode part =
                partner.post(refunds(purchase), refund("RET/1", "250000.00")).body();

        assertThat(part.get("state").asString()).isEqualTo("RETURNED");
        assertAmount(partner.get("/api/v2/transactions/" + purchase).body().at("/payout/amount"), "7500.00");
        assertThat(available(partner)).isEqualTo(Money.ZERO);

        JsonNode rest =
                partner.post(refunds(purchase), "{\"reference\":\"RET/2\"}").body();

        assertThat(rest.get("state").asString()).isEqualTo("RETURNED");
        JsonNode seen = partner.get("/api/v2/transactions/" + purchase).body();
        assertThat(seen.at("/payout/state").asString()).isEqualTo("CANCELLED");
        assertAmount(seen.at("/refunded/to_recover"), "0.00");
        assertThat(available(partner)).isEqualTo(Money.ZERO);
        assertThat(engine.count("ledger.line l join ledger.account a on a.id = l.account where a.owner = '"
                        + partner.code() + "'"))
                .as("nothing was booked for a payout that was never funded")
                .isZero();
    }

    @Test
    void auditsRefundOfOfficer() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = paid(partner, "750000");
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
        String first = paid(partner, "750000");
        String second = paid(partner, "750000");
        assertThat(customer(partner).get("recurring").asInt()).isEqualTo(2);

        partner.post(refunds(first), "{\"reference\":\"RET/1\"}");

        assertThat(customer(partner).get("recurring").asInt()).isEqualTo(1);
        assertThat(customer(partner).at("/totals/transactions").asInt()).isEqualTo(1);
        assertAmount(customer(partner).at("/totals/cashback"), "11250.00");
        partner.post(refunds(second), "{\"reference\":\"RET/2\"}");
        assertThat(partner.get("/api/v2/customers/" + msisdn).v2()).isEqualTo("404 not-found");
        engine.awaitFactsRead();
        assertThat(engine.count(
                        "notifications.email where template = 'PURCHASE_REFUNDED' and model ->> 'company' = 'PT. "
                                + partner.code() + "'"))
                .isEqualTo(2);
    }

    @Test
    void rollUpsEqualTheLedgerAfterRefunds() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String first = paid(partner, "750000");
        partner.post(refunds(first), refund("RET/1", "250000.00"));
        partner.post(refunds(first), "{\"reference\":\"RET/2\"}");
        paid(partner, "750000");
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
    }

    @Test
    void twoPeopleWriteOffWhatNoPayoutSetsOff() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = paid(partner, "750000");
        String refund = partner.post(refunds(purchase), "{\"reference\":\"RET/1\"}")
                .body()
                .get("id")
                .asString();
        engine.clock().advance(Duration.ofDays(40));
        try (StaffCalls staff = new StaffCalls(engine)) {
            JsonNode open = staff.get("/api/v2/refunds?partner=" + partner.code(), Role.FINANCE)
                    .body();
            assertThat(open.get("items")).hasSize(1);
            assertThat(open.at("/items/0/id").asString()).isEqualTo(refund);
            assertThat(open.at("/items/0/age_days").asLong()).isEqualTo(40);
            assertAmount(open.at("/items/0/to_recover"), "11250.00");

            Answer done = staff.twoPeople(
                    "/api/v2/refunds/" + refund + "/write-off", "{\"reason\":\"the customer is gone\"}");

            assertThat(done.status()).isEqualTo(200);
            assertThat(balance(partner, "CLAWBACK")).isZero();
            assertThat(staff.get("/api/v2/refunds?partner=" + partner.code(), Role.FINANCE)
                            .body()
                            .get("items"))
                    .isEmpty();
            assertThat(staff.twoPeople("/api/v2/refunds/" + refund + "/write-off", "{\"reason\":\"again\"}")
                            .v2())
                    .isEqualTo("409 state-conflict");
        }
        assertThat(engine.count("payouts.refund where state = 'WRITTEN_OFF' and partner = "
                        + partner.id().value()))
                .isEqualTo(1);
    }

    @Test
    void showsStaffOpenRefundsByPartnerAndAge() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = paid(partner, "750000");
        partner.post(refunds(purchase), refund("RET/1", "250000.00"));
        assertThat(partner.get("/api/v2/refunds").status()).isEqualTo(403);
        engine.clock().advance(Duration.ofDays(31));
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer ageing = staff.get("/api/v2/refunds/ageing", Role.AUDITOR);
            JsonNode mine = ageing.body()
                    .get("items")
                    .valueStream()
                    .filter(one -> one.get("partner").asString().equals(partner.code()))
                    .findFirst()
                    .orElseThrow();
            assertThat(mine.get("refunds").asLong()).isEqualTo(1);
            assertAmount(mine.at("/age/days_0_to_30"), "0.00");
            assertAmount(mine.at("/age/days_31_to_60"), "3750.00");
            assertAmount(mine.get("to_recover"), "3750.00");
        }
    }

    @Test
    void partnerMayBearRefundsUpToItsLimit() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        terms(partner, "ABSORBED_BY_PARTNER", "4000.00");
        String purchase = paid(partner, "750000");
        Money before = available(partner);

        JsonNode small =
                partner.post(refunds(purchase), refund("RET/1", "250000.00")).body();

        assertThat(small.get("state").asString()).isEqualTo("ABSORBED_BY_PARTNER");
        assertAmount(small.get("cashback"), "3750.00");
        assertAmount(small.get("to_recover"), "0.00");
        assertThat(available(partner)).as("the partner gets nothing back").isEqualTo(before);
        assertThat(balance(partner, "CLAWBACK")).isZero();

        JsonNode large =
                partner.post(refunds(purchase), "{\"reference\":\"RET/2\"}").body();

        assertThat(large.get("state").asString()).as("above the limit").isEqualTo("OWED");
        assertAmount(large.get("to_recover"), "7500.00");
        assertThat(available(partner)).isEqualTo(before.plus(Money.rupiah(7_500)));
        assertThat(balance(partner, "CLAWBACK")).isEqualTo(7_500);
    }

    @Test
    void partsOfARefundDoNotPassTheLimitTogether() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        terms(partner, "ABSORBED_BY_OPERATOR", "4000.00");
        String purchase = paid(partner, "750000");

        List<String> states = Stream.of("RET/1", "RET/2")
                .map(reference -> partner.post(refunds(purchase), refund(reference, "250000.00"))
                        .body()
                        .get("state")
                        .asString())
                .toList();

        assertThat(states).containsExactly("ABSORBED_BY_OPERATOR", "OWED");
        assertThat(balance(partner, "CLAWBACK")).isEqualTo(3_750);
    }

    @Test
    void operatorMayBearRefunds() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        terms(partner, "ABSORBED_BY_OPERATOR", null);
        String first = paid(partner, "750000");

        JsonNode refund =
                partner.post(refunds(first), "{\"reference\":\"RET/1\"}").body();

        assertThat(refund.get("state").asString()).isEqualTo("ABSORBED_BY_OPERATOR");
        assertThat(available(partner)).isEqualTo(BALANCE);
        assertThat(balance(partner, "CLAWBACK")).isZero();
        assertThat(engine.count("ledger.line l join ledger.account a on a.id = l.account where a.kind = 'WRITE_OFF' and"
                        + " l.kind = 'REFUND' and l.amount = 11250 and l.movement in (select o.movement from ledger.line o"
                        + " join ledger.account b on b.id = o.account where b.owner = '" + partner.code() + "')"))
                .isEqualTo(1);
        paid(partner, "1500000");
        assertThat(sentToCustomer(partner)).as("nothing is set off").isEqualTo(11_250 + 22_500);
    }

    @Test
    void takesOnlySoundRefundTerms() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String path = "/api/v2/partners/" + partner.code() + "/funding/refunds";
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer limitedNet = staff.post(path, Role.FINANCE, """
                    {"refunds":"NET","refunds_limit":{"value":"1.00","currency":"IDR"},"reason":"x"}""");
            assertThat(limitedNet.v2()).isEqualTo("400 bad-payload");
            assertThat(limitedNet.fields()).containsExactly("refunds_limit");
            assertThat(staff.post(path, Role.FINANCE, "{\"refunds\":\"SOMEBODY\",\"reason\":\"x\"}")
                            .fields())
                    .containsExactly("refunds");
            assertThat(staff.post(path, Role.FINANCE, "{\"refunds\":\"NET\",\"reason\":\"x\"}")
                            .v2())
                    .as("it has this setting")
                    .isEqualTo("409 state-conflict");
            terms(partner, "ABSORBED_BY_PARTNER", "4000.00");
            JsonNode funding = staff.get("/api/v2/partners/" + partner.code(), Role.FINANCE)
                    .body()
                    .get("funding");
            assertThat(funding.get("refunds").asString()).isEqualTo("ABSORBED_BY_PARTNER");
            assertAmount(funding.get("refunds_limit"), "4000.00");
        }
    }

    /** Two people change the partner's terms. */
    private void terms(PartnerSystem partner, String setting, @Nullable String limit) {
        String most = limit == null ? "" : ",\"refunds_limit\":{\"value\":\"" + limit + "\",\"currency\":\"IDR\"}";
        try (StaffCalls staff = new StaffCalls(engine)) {
            assertThat(staff.twoPeople(
                                    "/api/v2/partners/" + partner.code() + "/funding/refunds",
                                    "{\"refunds\":\"" + setting + "\"" + most + ",\"reason\":\"agreed\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    private JsonNode customer(PartnerSystem partner) {
        return partner.get("/api/v2/customers/" + msisdn).body();
    }

    private String purchase(String amount) {
        return PurchaseBody.goodV2()
                .with("msisdn", "\"" + msisdn + "\"")
                .worth(amount)
                .json();
    }

    /** Reports a purchase and waits until its payout has ended; returns its id. */
    private String paid(PartnerSystem partner, String amount) {
        JsonNode body = partner.transact(purchase(amount), "Prefer", "wait=10").body();
        assertThat(body.at("/payout/state").asString()).isIn("PAID", "CANCELLED");
        return body.get("id").asString();
    }

    private static String refunds(String purchase) {
        return "/api/v2/transactions/" + purchase + "/refunds";
    }

    private static String refund(String reference, String value) {
        return "{\"reference\":\"" + reference + "\",\"amount\":{\"value\":\"" + value + "\",\"currency\":\"IDR\"}}";
    }

    private String token(PartnerSystem partner, Role role, String subject) {
        return engine.get(IdentityProvider.class)
                .issue(new Caller(role, subject, partner.id()), Duration.ofHours(1))
                .token();
    }

    private Money available(PartnerSystem partner) {
        return engine.get(FundingSlots.class).available(partner.id());
    }

    private long audited() {
        return engine.count("approvals.audit where act = 'PURCHASE_REFUNDED'");
    }

    private long balance(PartnerSystem partner, String kind) {
        return engine.database()
                .sql("""
                        select coalesce(sum(l.amount), 0)::bigint from ledger.line l join ledger.account a on a.id = l.account
                        where a.kind = ? and a.owner = ?""")
                .params(kind, partner.code())
                .query(Long.class)
                .single();
    }

    /** The amount sent to the customer, from the successful attempts. */
    private long sentToCustomer(PartnerSystem partner) {
        return engine.database()
                .sql("""
                        select coalesce(sum(amount), 0)::bigint from payouts.attempt
                        where partner = ? and msisdn = ? and state = 'SUCCEEDED'""")
                .params(partner.id().value(), msisdn)
                .query(Long.class)
                .single();
    }

    private static void assertAmount(JsonNode amount, String value) {
        assertThat(amount.get("value").asString()).isEqualTo(value);
        assertThat(amount.get("currency").asString()).isEqualTo("IDR");
    }
}
