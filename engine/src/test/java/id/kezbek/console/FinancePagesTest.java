package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.reconciliation.TestStatements;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Finance resolves differences, credits invoices and books payments on the pages. Auditors read the same pages and
 * change nothing.
 */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinancePagesTest {

    private final EngineUnderTest engine;
    private FinanceSamples samples;
    private ConsoleCalls finance;
    private ConsoleCalls auditor;
    private int forms;

    FinancePagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void logIn() {
        samples = FinanceSamples.of(engine, PartnerSystem.onboarded(engine, Money.rupiah(1_000_000)));
        finance = ConsoleCalls.staff(engine, Role.FINANCE);
        auditor = ConsoleCalls.staff(engine, Role.AUDITOR);
    }

    @AfterAll
    void close() {
        finance.close();
        auditor.close();
    }

    @Test
    void aBreakIsTakenAndAWriteOffWaitsForASecondPerson() {
        String page = "/console/breaks/" + samples.difference();

        HttpResponse<String> taken = send(page, "/assign", Map.of("due", "2030-01-31"));
        assertThat(taken.headers().firstValue("location")).hasValue(page + "?done=breaks.assign");
        assertThat(finance.get(page).body()).contains("<dd>finance.calls");

        HttpResponse<String> refused = send(page, "/write-off", Map.of("reason", ""));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"write-off-reason-error\"").doesNotContain("explain-reason-error");

        HttpResponse<String> proposed = send(page, "/write-off", Map.of("reason", "the provider keeps it"));
        String approval = proposed.headers().firstValue("location").orElseThrow();
        assertThat(approval).startsWith("/console/approvals/").endsWith("done=accounting.proposed");
        assertThat(finance.get(approval).body()).contains("the provider keeps it");
        assertThat(auditor.get(page).body()).doesNotContain("/write-off\"");
    }

    @Test
    void anInvoiceIsCreditedByTwoPeopleAndReadAsPdf() {
        String page = samples.invoicePage();

        HttpResponse<String> refused = send(page, "/credit-note", Map.of("reason", "test", "amount", "-5"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"amount-error\"", "value=\"-5\"");

        HttpResponse<String> proposed = send(page, "/credit-note", Map.of("reason", "a part", "amount", "2000"));
        assertThat(proposed.headers().firstValue("location").orElse("")).startsWith("/console/approvals/");
        HttpResponse<String> pdf = auditor.get(page + "/file?language=en");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.body()).startsWith("%PDF-");
        assertThat(auditor.get(page).body()).contains("/credit-notes/").doesNotContain("/credit-note\"");
    }

    @Test
    void aStatementIsPreviewedAndImportedWithoutAScript() {
        String page = "/console/statement-import";
        String day = "2021-06-15";
        String text = TestStatements.text(LocalDate.parse(day));

        HttpResponse<String> preview = upload(page + "/preview", day, text, Map.of());
        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        assertThat(preview.body()).contains("id=\"preview\"", "−Rp5.000", "value=\"" + day + "\"");
        HttpResponse<String> cut = upload(page, day, text.substring(0, text.length() / 2), Map.of());
        assertThat(cut.statusCode()).isEqualTo(422);
        assertThat(cut.body()).contains("id=\"file-error\"", "berkas terpotong");
        HttpResponse<String> imported = upload(page, day, text, Map.of());
        assertThat(imported.headers().firstValue("location").orElse(""))
                .startsWith("/console/statements/")
                .endsWith("done=statements.imported");
        assertThat(auditor.get(page).statusCode()).isEqualTo(403);
    }

    @Test
    void theSameBytesOfANewDownloadAreOfTheWholeDay() {
        String page = "/console/statement-import";
        String day = "2021-06-16";
        String text = TestStatements.text(LocalDate.parse(day));
        upload(page, day, text, Map.of());
        engine.administration()
                .sql("update reconciliation.file set received_at = '2021-06-16T05:00Z' where to_day = '2021-06-16'")
                .update();

        upload(page, day, text, Map.of());
        assertThat(isOfWholeDays(day)).isFalse();
        upload(page, day, text, Map.of("downloaded_again", "true"));
        assertThat(isOfWholeDays(day)).isTrue();
        HttpResponse<String> unclear = upload(page, day, text, Map.of("downloaded_again", "perhaps"));
        assertThat(unclear.statusCode()).isEqualTo(422);
    }

    private boolean isOfWholeDays(String day) {
        return engine.administration()
                .sql(
                        "select reconciliation.is_of_whole_days(to_day, received_at) from reconciliation.file where to_day = ?::date")
                .param(day)
                .query(Boolean.class)
                .single();
    }

    private HttpResponse<String> upload(String path, String day, String text, Map<String, String> further) {
        Map<String, String> fields = new HashMap<>(further);
        fields.put("provider", "JOSVOH2H");
        fields.put("day", day);
        fields.put("profile", "");
        fields.put("form_token", finance.formToken("/console/statement-import"));
        return finance.upload(path, fields, "file", text);
    }

    @Test
    void anOpenRefundIsListedAndItsWriteOffWaitsForASecondPerson() {
        PartnerSystem partner = samples.partner();
        String purchase = partner.transact(
                        PurchaseBody.goodV2()
                                .with("msisdn", "\"6281187099001\"")
                                .worth("750000")
                                .json(),
                        "Prefer",
                        "wait=10")
                .body()
                .get("id")
                .asString();
        String refund = partner.post(
                        "/api/v2/transactions/" + purchase + "/refunds",
                        "{\"reference\":\"RET/" + partner.code() + "\"}")
                .body()
                .get("id")
                .asString();
        String list = "/console/refunds?partner=" + partner.code();
        String form = "/console/refunds/" + refund + "/write-off";

        assertThat(finance.get(list).body()).contains("/console/transactions/" + purchase, form);
        assertThat(auditor.get(list).body()).contains(purchase).doesNotContain("/write-off");
        HttpResponse<String> proposed = send(form, "", Map.of("reason", "the customer has moved away"));
        assertThat(proposed.headers().firstValue("location").orElse("")).startsWith("/console/approvals/");
        assertThat(finance.get(list).body()).as("it waits for another person").contains(form);
    }

    @Test
    void theSearchBoxFindsAnInvoiceAnAttemptAndAProvidersReference() {
        PartnerSystem partner = samples.partner();
        String payout = partner.transact(PurchaseBody.goodV2()
                        .with("msisdn", "\"6281187099002\"")
                        .json())
                .body()
                .at("/payout/id")
                .asString();
        engine.awaitPaid(partner.id());
        JsonNode attempt = partner.get("/api/v2/payouts/" + payout).body().at("/attempts/0");
        String invoice = samples.invoicePage();
        String number = partner.get("/api/v2/partners/" + partner.code() + "/invoices")
                .body()
                .at("/items/0/number")
                .asString();

        assertThat(found(finance, attempt.get("reference").asString())).isEqualTo("/console/payouts/" + payout);
        assertThat(found(finance, attempt.get("provider_reference").asString()))
                .isEqualTo("/console/payouts/" + payout);
        assertThat(found(finance, number)).isEqualTo(invoice);

        PartnerSystem other = PartnerSystem.onboarded(engine, Money.rupiah(1_000));
        for (String theirs : List.of(
                "payouts?reference=" + attempt.get("reference").asString(),
                "payouts?reference=" + attempt.get("provider_reference").asString(),
                "invoices?number=" + URLEncoder.encode(number, StandardCharsets.UTF_8))) {
            assertThat(partner.get("/api/v2/" + theirs).body().get("items"))
                    .as(theirs)
                    .hasSize(1);
            assertThat(other.get("/api/v2/" + theirs).body().get("items"))
                    .as(theirs + " of another partner")
                    .isEmpty();
        }
    }

    /** Where a single result leads. */
    private static String found(ConsoleCalls reader, String text) {
        HttpResponse<String> answer =
                reader.get("/console/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(text).isEqualTo(303);
        return answer.headers().firstValue("location").orElse("");
    }

    @Test
    void aMonthThatCannotBeInvoicedSaysWhy() {
        String page = "/console/invoice-preview?partner=" + samples.partner().code() + "&period=2019-04";

        assertThat(finance.get(page).body()).contains("class=\"notice\"").doesNotContain("name=\"period\" value=");
    }

    private HttpResponse<String> send(String page, String act, Map<String, String> form) {
        Map<String, String> whole = new HashMap<>(form);
        whole.put("form_token", finance.formToken(page));
        whole.put("form_key", "finance-pages-" + ++forms);
        return finance.post(page + act, whole);
    }
}
