package id.kezbek.journey;

import static id.kezbek.journey.RefundingCustomer.assertAmount;
import static id.kezbek.journey.RefundingCustomer.refund;
import static id.kezbek.journey.RefundingCustomer.refunds;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who bears the paid cashback of refunds, and how staff see and write off what is open. */
@EngineTest
class RefundTermsOverHttpTest {

    private static final Money BALANCE = Money.rupiah(1_000_000);

    private final EngineUnderTest engine;
    private final RefundingCustomer customer;

    RefundTermsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.customer = new RefundingCustomer(engine);
    }

    @AfterEach
    void close() {
        engine.clock().reset();
    }

    @Test
    void twoPeopleWriteOffWhatNoPayoutSetsOff() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = customer.paid(partner, "750000");
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
            assertThat(customer.balance(partner, "CLAWBACK")).isZero();
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
        String purchase = customer.paid(partner, "750000");
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
        String purchase = customer.paid(partner, "750000");
        Money before = customer.available(partner);

        JsonNode small =
                partner.post(refunds(purchase), refund("RET/1", "250000.00")).body();

        assertThat(small.get("state").asString()).isEqualTo("ABSORBED_BY_PARTNER");
        assertAmount(small.get("cashback"), "3750.00");
        assertAmount(small.get("to_recover"), "0.00");
        assertThat(customer.available(partner))
                .as("the partner gets nothing back")
                .isEqualTo(before);
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();

        JsonNode large =
                partner.post(refunds(purchase), "{\"reference\":\"RET/2\"}").body();

        assertThat(large.get("state").asString()).as("above the limit").isEqualTo("OWED");
        assertAmount(large.get("to_recover"), "7500.00");
        assertThat(customer.available(partner)).isEqualTo(before.plus(Money.rupiah(7_500)));
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(7_500);
    }

    @Test
    void partsOfARefundDoNotPassTheLimitTogether() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        terms(partner, "ABSORBED_BY_OPERATOR", "4000.00");
        String purchase = customer.paid(partner, "750000");

        List<String> states = Stream.of("RET/1", "RET/2")
                .map(reference -> partner.post(refunds(purchase), refund(reference, "250000.00"))
                        .body()
                        .get("state")
                        .asString())
                .toList();

        assertThat(states).containsExactly("ABSORBED_BY_OPERATOR", "OWED");
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(3_750);
    }

    @Test
    void operatorMayBearRefunds() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        terms(partner, "ABSORBED_BY_OPERATOR", null);
        String first = customer.paid(partner, "750000");

        JsonNode refund =
                partner.post(refunds(first), "{\"reference\":\"RET/1\"}").body();

        assertThat(refund.get("state").asString()).isEqualTo("ABSORBED_BY_OPERATOR");
        assertThat(customer.available(partner)).isEqualTo(BALANCE);
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();
        assertThat(engine.count("ledger.line l join ledger.account a on a.id = l.account where a.kind = 'WRITE_OFF' and"
                        + " l.kind = 'REFUND' and l.amount = 11250 and l.movement in (select o.movement from ledger.line o"
                        + " join ledger.account b on b.id = o.account where b.owner = '" + partner.code() + "')"))
                .isEqualTo(1);
        customer.paid(partner, "1500000");
        assertThat(customer.sentToCustomer(partner)).as("nothing is set off").isEqualTo(11_250 + 22_500);
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
}
