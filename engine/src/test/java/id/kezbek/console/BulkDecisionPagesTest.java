package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.payouts.SandboxFaults;
import id.kezbek.payouts.bulk.ApplyBulkDecisions;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** From the list of waiting payouts to one decision about all of them, and what became of each. */
@EngineTest
class BulkDecisionPagesTest {

    private static final Pattern PAYOUTS = Pattern.compile("name=\"payouts\" value=\"([^\"]+)\"");

    private final EngineUnderTest engine;

    BulkDecisionPagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void oneDecisionAboutAllListedPayoutsIsProposedApprovedAndFollowed() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        List<String> payouts = unknownPayouts(partner, "628110005711", "628110005712");
        String list = "/console/payouts/stuck?partner=" + partner.code() + "&waits_for=OUTCOME&provider=GOPAIDH2H";
        String page = "/console/payout-decisions?decision=PAID&partner=" + partner.code();
        try (ConsoleCalls finance = ConsoleCalls.staff(engine, Role.FINANCE);
                ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN);
                StaffCalls api = new StaffCalls(engine)) {
            finance.get("/console?lang=en");
            admin.get("/console?lang=en");
            assertThat(finance.get(list).body())
                    .contains(payouts)
                    .contains("/console/payout-decisions?partner=" + partner.code() + "&amp;waits_for=OUTCOME");
            String preview = finance.get(page).body();
            assertThat(preview)
                    .contains("2 payouts, Rp22,500", "The first 2 of 2")
                    .contains(payouts);
            assertThat(finance.get(page.replace("PAID", "RETRY")).body()).contains("This decision fits no payout");

            HttpResponse<String> refused = propose(finance, page, preview, " ");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"why-error\"", "2 payouts, Rp22,500");
            String broken = preview.replaceFirst("name=\"payouts\" value=\"", "$0x:1 ");
            HttpResponse<String> unreadable = propose(finance, page + "&min_age_hours=x", broken, "typed with care");
            assertThat(unreadable.statusCode()).isEqualTo(422);
            assertThat(unreadable.body()).contains("typed with care");
            HttpResponse<String> proposed = propose(finance, page, preview, "their portal has both");
            assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(303);
            String approval =
                    proposed.headers().firstValue("location").orElseThrow().replaceFirst("\\?.*", "");
            assertThat(approval).startsWith("/console/approvals/");
            assertThat(admin.get(approval).body())
                    .contains("2 payouts of Rp22,500 in total are recorded as paid", "their portal has both")
                    .contains("By partner", "By provider", "<td>GPAID</td>", "<td>GOPAIDH2H</td>")
                    .contains("<td>" + partner.code() + "</td><td class=\"number\">2</td>")
                    .contains(payouts.stream()
                            .map(payout -> "href=\"/console/payouts/" + payout + "\"")
                            .toList());

            engine.get(ResolveAttempt.class).resolve(attempt(payouts.getFirst()), Resolution.PAID, null, "two others");
            assertThat(approve(admin, approval).statusCode()).isEqualTo(303);
            assertThat(admin.get(approval).body()).contains("hx-trigger=\"every 5s\"", "one by one");
            engine.get(ApplyBulkDecisions.class).run();

            assertThat(admin.get(approval).body())
                    .contains("1 of 2 payouts have changed since the proposal", "1 decided, 1 skipped")
                    .contains("the attempt is SUCCEEDED")
                    .doesNotContain("every 5s");
            String id = api.get(approval.replace("/console/", "/api/v2/"), Role.AUDITOR)
                    .body()
                    .at("/arguments/payouts")
                    .asString();
            Answer ended = api.get("/api/v2/payout-decisions/" + id, Role.AUDITOR);
            assertThat(ended.body().get("done").asInt()).isEqualTo(1);
            assertThat(ended.body().get("skipped").asInt()).isEqualTo(1);
            assertThat(ended.body().has("ended_at")).isTrue();
            assertThat(finance.get("/console/payouts/" + payouts.getLast()).body())
                    .contains("Paid");
        }
    }

    private static HttpResponse<String> propose(ConsoleCalls person, String page, String preview, String why) {
        Matcher payouts = PAYOUTS.matcher(preview);
        assertThat(payouts.find()).isTrue();
        Map<String, String> form = new HashMap<>();
        form.put("payouts", payouts.group(1));
        form.put("why", why);
        form.put("form_token", person.formToken("/console/payout-decisions"));
        form.put("form_key", "bulk-" + (page + why).hashCode());
        return person.post(page, form);
    }

    private static HttpResponse<String> approve(ConsoleCalls person, String approval) {
        return person.post(
                approval + "/approve",
                Map.of("form_token", person.formToken(approval), "form_key", "approve-" + approval));
    }

    /** The provider pays, and its answers get lost. */
    private List<String> unknownPayouts(PartnerSystem partner, String... numbers) {
        SandboxFaults.set(engine.world().providers().url(), "GOPAIDH2H", "{\"error_after\": 1.0}");
        try {
            List<String> payouts = List.of(numbers).stream()
                    .map(number -> partner.transact(PurchaseBody.goodV2()
                                    .with("wallet", "\"GPAID\"")
                                    .with("msisdn", "\"" + number + "\"")
                                    .json())
                            .body()
                            .at("/payout/id")
                            .asString())
                    .toList();
            Eventually.holds(
                    "their results are unknown",
                    () -> engine.count("payouts.attempt where state = 'UNKNOWN' and partner = "
                                    + partner.id().value())
                            == numbers.length);
            return payouts;
        } finally {
            SandboxFaults.set(engine.world().providers().url(), "GOPAIDH2H", "{}");
        }
    }

    private UUID attempt(String payout) {
        return engine.database()
                .sql("select id from payouts.attempt where payout = ? and state = 'UNKNOWN'")
                .param(Ids.parse(payout))
                .query(UUID.class)
                .single();
    }
}
