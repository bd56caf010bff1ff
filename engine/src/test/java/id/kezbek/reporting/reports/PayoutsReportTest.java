package id.kezbek.reporting.reports;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.SandboxFaults;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The report of payouts counts payments, whatever happened to a payout before it was paid. */
@EngineTest
class PayoutsReportTest {

    private static final String PROVIDER = "GOPAIDH2H";
    private static final List<String> GROUPINGS =
            List.of("", "&by=DAY", "&by=HOUR", "&by=PARTNER", "&by=WALLET", "&by=PROVIDER", "&by=DAY,PROVIDER");

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final Partner partner;

    PayoutsReportTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.partner = engine.get(PartnerDirectory.class)
                .find(partners.prepaid(Money.ZERO))
                .orElseThrow();
    }

    @BeforeEach
    void awayFromMidnight() {
        engine.clock().awayFromMidnight();
    }

    @AfterEach
    void close() {
        faults("{}");
        staff.close();
        engine.clock().reset();
    }

    /** Rp1,000 waits for the partner's funds, then gets no clear answer, and is paid. */
    @Test
    void countsOnePaymentOfPayoutThatWasHeldAndUnknown() {
        UUID attempt = unknownAfterFunding();
        assertThat(lines("&by=DAY")).as("nothing is paid yet").isEmpty();

        paid(attempt);

        for (String grouping : GROUPINGS) {
            assertThat(lines(grouping)).as(grouping).containsExactly("1 1000.00 400.00");
        }
        assertThat(summary()).containsExactly("1 1000.00 400.00");
        assertThat(outcomes()).containsExactlyInAnyOrder("FUNDED 1 1000.00", "UNKNOWN 1 1000.00", "PAID 1 1000.00");
    }

    @Test
    void paymentThatComesBackIsSubtracted() {
        UUID attempt = unknownAfterFunding();
        paid(attempt);

        UUID payout = engine.database()
                .sql("select payout from payouts.attempt where id = ?")
                .param(attempt)
                .query(UUID.class)
                .single();
        assertThat(engine.get(Outcomes.class).report(new Report(attempt, payout, new Finding.Reversed("CALLBACK"))))
                .isInstanceOf(Reported.Written.class);
        engine.clock().advance(Duration.ofMinutes(1));
        rolledUp();

        assertThat(outcomes()).contains("REVERSED 1 -1000.00", "PAID 2 2000.00");
        assertThat(figures("")).containsExactly("1 1000.00");
        assertThat(figures("&by=DAY")).containsExactly("1 1000.00");
        assertThat(figures("&by=PROVIDER")).hasSize(2).contains("0 0.00", "1 1000.00");
        assertThat(summary()).singleElement().asString().startsWith("1 1000.00 ");
    }

    /** The attempt of a payout of Rp1,000. */
    private UUID unknownAfterFunding() {
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(ChangePartnerFunding.class)
                        .whenShort(partner.id(), Partner.ShortFunding.HOLD, "test"));
        faults("{\"error_after\": 1.0}");
        Acceptance accepted = engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner.id(),
                        "REF-" + partner.code(),
                        new Msisdn("62819700" + (10_000 + partner.id().value())),
                        null,
                        "GPAID",
                        1,
                        Money.rupiah(100_000)));
        assertThat(accepted)
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        one -> assertThat(one.isFunded()).isFalse());
        engine.get(RecordTopUp.class)
                .record(new TopUp(partner, Money.rupiah(5_000), "only of " + partner.code(), "first", "test"));
        String unknown = "payouts.attempt where state = 'UNKNOWN' and partner = "
                + partner.id().value();
        Eventually.holds("the result is unknown", () -> engine.count(unknown) == 1);
        faults("{}");
        rollUp();
        return engine.database()
                .sql("select id from " + unknown)
                .query(UUID.class)
                .single();
    }

    private void paid(UUID attempt) {
        engine.get(ResolveAttempt.class).resolve(attempt, ResolveAttempt.Resolution.PAID, null, "two people");
        rolledUp();
    }

    private void rolledUp() {
        engine.awaitPaid(partner.id());
        rollUp();
    }

    private void rollUp() {
        engine.awaitFactsRead();
    }

    /** The lines of a report, as number, amount and fee. */
    private List<String> lines(String grouping) {
        return items(grouping)
                .map(line -> line.get("payouts").asString() + " " + amount(line, "amount") + " " + amount(line, "fee"))
                .toList();
    }

    /** The lines of a report, as number and amount. */
    private List<String> figures(String grouping) {
        return items(grouping)
                .map(line -> line.get("payouts").asString() + " " + amount(line, "amount"))
                .toList();
    }

    private List<String> outcomes() {
        return items("&by=OUTCOME")
                .map(line -> line.get("outcome").asString() + " "
                        + line.get("payouts").asString() + " " + amount(line, "amount"))
                .toList();
    }

    private Stream<JsonNode> items(String grouping) {
        return staff.get("/api/v2/reports/payouts?partner=" + partner.code() + grouping, Role.FINANCE)
                .body()
                .get("items")
                .valueStream();
    }

    private List<String> summary() {
        return staff.get("/api/v2/payouts/summary?partner=" + partner.code(), Role.FINANCE)
                .body()
                .get("providers")
                .valueStream()
                .map(line -> line.get("count").asString() + " " + amount(line, "amount") + " " + amount(line, "fees"))
                .toList();
    }

    private static String amount(JsonNode line, String field) {
        return line.at("/" + field + "/value").asString();
    }

    private void faults(String json) {
        SandboxFaults.set(engine.world().providers().url(), PROVIDER, json);
    }
}
