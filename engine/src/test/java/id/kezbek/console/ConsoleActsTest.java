package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.backtest.RunBacktests;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The forms of payouts, providers and jobs for staff. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleActsTest {

    private final EngineUnderTest engine;
    private ConsoleCalls operations;

    ConsoleActsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void logIn() {
        operations = ConsoleCalls.staff(engine, Role.OPERATIONS);
        operations.get("/console?lang=en");
    }

    @AfterAll
    void close() {
        if (operations != null) {
            operations.close();
        }
    }

    @Test
    void cancellingAHeldPayoutIsAProposalThatWaitsForAnother() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(ChangePartnerFunding.class)
                        .whenShort(partner.id(), Partner.ShortFunding.HOLD, "test"));
        Answer purchase = partner.transact(PurchaseBody.goodV2().json());
        String page = "/console/payouts/" + purchase.body().at("/payout/id").asString();
        assertThat(operations.get(page).body()).contains("Held", "Cancel the payout");

        HttpResponse<String> sent = send(page, "/cancel", Map.of("reason", "the customer gave it back"));

        assertThat(sent.statusCode()).isEqualTo(303);
        String approval = sent.headers().firstValue("location").orElseThrow();
        assertThat(approval).startsWith("/console/approvals/").endsWith("?done=payouts.proposed");
        assertThat(operations.get(approval).body())
                .contains("Proposed. Another person must approve it.", "the customer gave it back", "Waiting");
        assertThat(operations.get(page).body())
                .as("not before somebody approves")
                .contains("Held");
    }

    @Test
    void aRefusedProposalKeepsWhatWasTyped() {
        ConsoleSamples samples = ConsoleSamples.of(engine);
        String page = samples.address("/console/payouts/{id}");
        String attempt = operations.get(page).body().replaceAll("(?s).*<option value=\"([0-9a-z]{26})\".*", "$1");

        HttpResponse<String> sent = send(
                page,
                "/resolution",
                Map.of(
                        "attempt",
                        attempt,
                        "outcome",
                        "NOT_PAID",
                        "provider_reference",
                        "THEIRS-1",
                        "reason",
                        "not in the statement"));

        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body())
                .contains("is allowed only for a paid attempt; omit it", "THEIRS-1", "not in the statement");
        HttpResponse<String> late = send(
                page, "/resolution", Map.of("attempt", attempt, "outcome", "PAID", "reason", "the statement has it"));
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("the attempt is SUCCEEDED", "the statement has it");
    }

    @Test
    void aProviderIsPausedWithAReasonAndResumed() {
        String page = "/console/providers/MTRANS";
        try {
            assertThat(send(page, "/pause", Map.of("reason", " ")).statusCode()).isEqualTo(422);
            HttpResponse<String> paused = send(page, "/pause", Map.of("reason", "maintenance of tonight"));
            assertThat(paused.headers().firstValue("location")).contains(page + "?done=providers.paused");
            assertThat(operations.get(page).body()).contains("maintenance of tonight", "Resume the provider");
        } finally {
            HttpResponse<String> resumed = send(page, "/resume", Map.of());
            assertThat(resumed.headers().firstValue("location")).contains(page + "?done=providers.resumed");
        }
        assertThat(operations.get(page).body()).contains("The provider is not paused", "Pause the provider");
    }

    /** As the job stores it; no provider of this engine tells its balance. */
    @Test
    void aProvidersPageShowsTheBalanceThatItTells() {
        engine.database().sql("""
                        insert into payouts.provider_balance
                          (provider, told, told_at, books, open, difference, differs_since, asked_at)
                        values ('JOSVOH2H', 99500, now(), 100000, 0, -500, now(), now())""").update();
        try {
            assertThat(operations.get("/console/providers/JOSVOH2H").body())
                    .contains("Balance by the provider", "Rp99,500", "differs from the books by −Rp500");
            JsonNode told = staff("/api/v2/providers/JOSVOH2H").at("/float/told");
            assertThat(told.at("/amount/value").asString()).isEqualTo("99500.00");
            assertThat(told.at("/difference/value").asString()).isEqualTo("-500.00");
        } finally {
            engine.database()
                    .sql("delete from payouts.provider_balance where provider = 'JOSVOH2H'")
                    .update();
        }
        assertThat(operations.get("/console/providers/JOSVOH2H").body()).doesNotContain("Balance by the provider");
    }

    private JsonNode staff(String path) {
        try (StaffCalls calls = new StaffCalls(engine)) {
            return calls.get(path, Role.FINANCE).body();
        }
    }

    @Test
    void aJobIsStartedFromItsPage() {
        String page = "/console/jobs/expire-approvals";
        HttpResponse<String> sent = send(page, "/run", Map.of());
        assertThat(sent.headers().firstValue("location")).contains(page + "?done=jobs.requested");
        assertThat(operations.get(page).body()).doesNotContain("The job has not run yet");
        assertThat(send("/console/jobs/no-such-job", "/run", page, Map.of()).statusCode())
                .isEqualTo(404);
        HttpResponse<String> redriven = send("/console/emails", "/redrive", Map.of());
        assertThat(redriven.headers().firstValue("location"))
                .contains("/console/emails?state=FAILED&done=emails.redriven");
        assertThat(send("/console/dead-letters", "/redrive", Map.of()).headers().firstValue("location"))
                .contains("/console/dead-letters?done=letters.redriven");
    }

    @Test
    void aNumberOfTwoPartnersAsksWhich() {
        String number = "628118779031";
        for (int i = 0; i < 2; i++) {
            PartnerSystem.onboarded(engine, Money.rupiah(1_000_000))
                    .transact(PurchaseBody.goodV2()
                            .with("msisdn", "\"" + number + "\"")
                            .json());
        }
        HttpResponse<String> typed = operations.get("/console/customers?msisdn=" + number.replaceFirst("62", "0"));
        assertThat(typed.headers().firstValue("location")).contains("/console/customers/" + number);
        assertThat(operations.get("/console/customers/" + number).body())
                .contains("This number is a customer of several partners");
        assertThat(operations.get("/console/customers?msisdn=none").body()).contains("This is not a mobile number");
    }

    @Test
    void whatTheLast30DaysWouldHaveGotIsProposedAndTheApproverSeesTheSame() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        partner.transact(PurchaseBody.goodV2().json());
        assertThat(operations.get("/console/rules/new").body())
                .contains("formaction=\"/console/rules/new/backtest\"", "What would the last 30 days have got?");
        HttpResponse<String> wrong =
                send("/console/rules/new", "/backtest", Map.of("quantity_from", "1", "percent", "lots"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"percent-error\"", "value=\"lots\"");

        HttpResponse<String> started = send(
                "/console/rules/new",
                "/backtest",
                Map.of("partner", partner.code(), "quantity_from", "1", "percent", "4", "cap", "25.000"));
        String page = started.headers().firstValue("location").orElseThrow();
        assertThat(page).startsWith("/console/rules/backtests/");
        engine.get(RunBacktests.class).run();
        Eventually.holds(
                "the simulation ends",
                Duration.ofSeconds(30),
                () -> operations.get(page).body().contains("Would have got"));
        assertThat(operations.get(page).body())
                .contains("Rp25,000", "1 purchases with another cashback", "Not in these figures", partner.code());

        assertThat(send(page, "", Map.of("reason", " ")).statusCode()).isEqualTo(422);
        HttpResponse<String> proposed = send(page, "", Map.of("reason", "a better offer"));
        String approval = proposed.headers().firstValue("location").orElseThrow();
        assertThat(approval).startsWith("/console/approvals/").endsWith("?done=sheet.proposed");
        try (ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN)) {
            assertThat(admin.get(approval + "&lang=en").statusCode()).isEqualTo(303);
            assertThat(admin.get(approval).body())
                    .contains("What the last 30 days would have got", "Rp25,000", page, "a better offer");
        }
    }

    private HttpResponse<String> send(String page, String act, Map<String, String> fields) {
        return send(page, act, page, fields);
    }

    private HttpResponse<String> send(String page, String act, String tokenOf, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("form_token", operations.formToken(tokenOf));
        form.put("form_key", page + act + fields.hashCode());
        return operations.post(page + act, form);
    }
}
