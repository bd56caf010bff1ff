package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Forms whose fields differ from those of their operation, and data that is shown only on request. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FurtherFormsTest {

    private static final Pattern LINES = Pattern.compile("(?s)<textarea id=\"tiers\"[^>]*>(.*?)</textarea>");

    private static final Pattern VERSION = Pattern.compile("name=\"base_version\" value=\"([0-9]+)\"");

    private final EngineUnderTest engine;
    private ConsoleSamples samples;
    private ConsoleCalls finance;
    private ConsoleCalls operations;
    private int forms;

    FurtherFormsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void logIn() {
        samples = ConsoleSamples.of(engine);
        finance = ConsoleCalls.staff(engine, Role.FINANCE);
        operations = ConsoleCalls.staff(engine, Role.OPERATIONS);
        finance.get("/console?lang=en");
        operations.get("/console?lang=en");
    }

    @AfterAll
    void close() {
        finance.close();
        operations.close();
    }

    @Test
    void invoiceTermsWithTiersAreProposed() {
        String form = samples.address("/console/partners/{code}/terms");
        Map<String, String> terms = new HashMap<>(Map.of(
                "effective_from", "2035-01",
                "fee", "TIERS",
                "tiers", "100.000.000 = 2,5\n1.75",
                "passes_provider_fees", "NO",
                "charges_ppn", "YES",
                "withholds_pph23", "NO",
                "legal_name", "PT Contoh",
                "address", "Jalan Sudirman 1",
                "npwp", "0123456789012345",
                "idtku", "0123456789012345000000"));
        terms.putAll(Map.of("language", "id", "due_days", "30", "reason", "contract"));

        HttpResponse<String> proposed = send(finance, form, terms);

        String approval = approvalOf(proposed);
        assertThat(finance.get(approval).body()).contains("Rp100,000,000", "2.5", "1.75", "PT Contoh", "2035-01");
        terms.put("npwp", "123");
        HttpResponse<String> refused = send(finance, form, terms);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"npwp-error\"", "100.000.000 = 2,5");
    }

    @Test
    void aRuleGetsANameForPeople() {
        String name = "Offer of " + samples.partner().code();
        String form = "/console/rules/1/name";

        assertThat(send(operations, form, Map.of("name", "")).statusCode()).isEqualTo(422);
        HttpResponse<String> named = send(operations, form, Map.of("name", name, "description", "Until <new year>."));

        assertThat(named.headers().firstValue("location")).hasValue("/console/rules/1?done=rules.name");
        assertThat(finance.get("/console/rules").body()).contains(name);
        assertThat(finance.get("/console/rules/1").body())
                .contains("· " + name, "Until &lt;new year")
                .doesNotContain("rules/1/name");
        assertThat(operations.get(form).body()).contains("value=\"" + name + "\"");
        assertThat(engine.count("approvals.audit where act = 'RULE_NAMED' and detail like '%" + name + "%'"))
                .isOne();
        engine.database().sql("delete from cashback.rule_name where rule = 1").update();
    }

    @Test
    void tierProgrammeIsProposedFromItsLines() {
        String form = "/console/tiers/change";
        assertThat(operations.get(form).body()).contains("BRONZE; 1; ");

        HttpResponse<String> refused =
                send(operations, form, Map.of("tiers", "BRONZE; 1; many; 90", "reason", "test of the form"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("BRONZE; 1; many; 90", "tiers[0].last_count");

        Matcher now = LINES.matcher(operations.get(form).body());
        assertThat(now.find()).isTrue();
        String changed = now.group(1)
                .replaceFirst("(?m)^(BRONZE; 1; \\d+); \\d+(.*)$", "$1; 77$2; Bronze member; For all; also <new>");
        HttpResponse<String> effect = send(operations, form + "/check", form, Map.of("tiers", changed));
        assertThat(effect.body())
                .contains("BRONZE is called Bronze member instead of BRONZE.", "BRONZE lasts 77 days")
                .contains("Customers by tier", "After the next purchase, with this programme", "Difference");
        HttpResponse<String> proposed = send(operations, form, Map.of("tiers", changed, "reason", "test of the form"));
        assertThat(operations.get(approvalOf(proposed)).body())
                .contains("BRONZE", "<ins>77</ins>", "<ins>Bronze member</ins>", "<ins>For all; also &lt;new");
    }

    @Test
    void feesAndWalletsShowTheirEffectWhileAPersonTypes() {
        String fee = "/console/wallets/JOSVO/fee";
        assertThat(finance.get(fee).body()).contains("hx-post=\"" + fee + "/check\"");
        assertThat(send(finance, fee + "/check", fee, Map.of("wallet", "JOSVO")).body())
                .contains("Provider");
        Map<String, String> higher = Map.of("wallet", "JOSVO", "provider", "MTRANS", "minimum", "50.000");

        String effect = send(finance, fee + "/check", fee, higher).body();

        assertThat(effect)
                .contains(
                        "The provider for each amount", "Rp1 to Rp49,999", "XENIT Rp450", "MTRANS Rp650", "Difference")
                .doesNotContain("No provider");
        finance.get("/console?lang=id");
        assertThat(send(finance, fee + "/check", fee, higher).body())
                .contains("Penyedia untuk tiap jumlah", "Rp1 sampai Rp49.999", "Selisih");
        finance.get("/console?lang=en");

        String change = "/console/wallets/JOSVO/change";
        Matcher version = VERSION.matcher(operations.get(change).body());
        assertThat(version.find()).isTrue();
        Map<String, String> wallet = Map.of(
                "base_version",
                version.group(1),
                "name",
                "Josvo",
                "minimum",
                "5.000",
                "maximum",
                "2000000",
                "active",
                "YES");
        assertThat(send(operations, change + "/check", change, wallet).body())
                .contains("payouts of less than Rp5,000 wait", "Below the smallest payout");
        assertThat(finance.get(change).statusCode()).isEqualTo(403);
        String add = "/console/wallets/new";
        assertThat(send(operations, add + "/check", add, Map.of("code", "JOSVO", "name", "Josvo", "active", "YES"))
                        .body())
                .contains("Smallest");
    }

    @Test
    void formatIsTriedWithoutBeingRecordedAndRefusedAtItsFields() {
        String form = "/console/statement-profiles/MTRANS";
        Map<String, String> profile = new HashMap<>(Map.of(
                "separator", "SEMICOLON",
                "encoding", "UTF-8",
                "zone", "Asia/Jakarta",
                "numbers", "POINT",
                "sign", "OUT_POSITIVE",
                "fees", "NONE",
                "times", "ISO",
                "columns", "our_reference = id\namount = amount\nat = at",
                "provider", "MTRANS",
                "day", "2019-11-28"));
        profile.put("sample", "id;amount;at\n06cjzknrsrx03x4hdy1nvzjmhc;10000;2019-11-28T05:00:00Z\n");

        HttpResponse<String> tried = send(finance, form + "/try", form, profile);
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(tried.body()).contains("What the sample gives", "By this format", "Rp10,000", "our_reference = id");

        profile.put("columns", "our_reference = id\nour_reference = other");
        HttpResponse<String> twice = send(finance, form + "/try", form, profile);
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("id=\"columns-error\"", "more than one line for our_reference");

        profile.put("columns", "our_reference = id\namount = amount\nat = at");
        profile.put("zone", "Asia/Nowhere");
        profile.putAll(Map.of("base", "1", "note", "a test", "reason", "a test"));
        HttpResponse<String> refused = send(finance, form, profile);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"zone-error\"", "Asia/Nowhere");
    }

    @Test
    void numbersOfTheTaxOfficeAreRecordedTogetherOrNotAtAll() {
        HttpResponse<String> refused =
                send(finance, "/console/taxes", Map.of("items", "INV/1999/000001 04002600000000001"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("INV/1999/000001 04002600000000001", "nothing was recorded");
        assertThat(finance.get("/console/taxes/file?period=2019-04").statusCode())
                .isEqualTo(200);
    }

    @Test
    void correctionHidesTheNumbersUntilOneAsks() {
        String customer = samples.address("/console/customers/{msisdn}");
        String form = samples.address("/console/customers/{msisdn}/number");
        assertThat(operations.get(customer).body()).contains("Correct the number", "Personal data");
        assertThat(finance.get(customer).body()).doesNotContain("Correct the number", "Personal data");

        HttpResponse<String> proposed =
                send(operations, form, Map.of("msisdn", "0811 8779 9871", "reason", "another phone"));

        String approval = approvalOf(proposed);
        assertThat(operations.get(approval).body()).contains("Show them").doesNotContain("6281187799871");
        String path = approval.replaceFirst("\\?.*", "");
        HttpResponse<String> shown = send(operations, path + "/customer", path, Map.of());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("6281187799871");
        assertThat(finance.get(path).body()).doesNotContain("Show them");
    }

    @Test
    void personalDataIsShownAndTheReadingIsAudited() {
        String customer = samples.address("/console/customers/{msisdn}");
        String data = samples.address("/console/customers/{msisdn}/personal-data");

        HttpResponse<String> shown = send(operations, data, customer, Map.of());

        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        assertThat(shown.body()).contains("All that is stored about", "Purchases", "SAMPLE/");
        try (ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            assertThat(auditor.get("/console/audit").body()).contains("operations.calls");
        }
    }

    @Test
    void whoIsShortOfFundsComesFirst() {
        assertThat(finance.get("/console/funding").body()).contains("Funds of prepaid partners", "Used a day");
    }

    /** A page says each error once, with the field's name in the reader's language. */
    @Test
    void errorsAreSaidOnceAndNameTheirFields() {
        String reversed = samples.address("/console/partners/{code}/balance")
                + "?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z";
        assertThat(finance.get(reversed).body())
                .containsOnlyOnce("must not be after to")
                .contains("<dt>From</dt>");
        HttpResponse<String> refused = send(operations, "/console/rules/1/name", Map.of("name", ""));
        assertThat(refused.body()).contains("id=\"name-error\"").containsOnlyOnce("is required");
        operations.get("/console?lang=id");
        assertThat(operations.get(reversed).body()).contains("<dt>Dari</dt>").doesNotContain("must not be after");
        operations.get("/console?lang=en");
    }

    private String approvalOf(HttpResponse<String> proposed) {
        assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(303);
        String approval = proposed.headers().firstValue("location").orElseThrow();
        assertThat(approval).startsWith("/console/approvals/").endsWith("?done=sheet.proposed");
        return approval;
    }

    private HttpResponse<String> send(ConsoleCalls person, String form, Map<String, String> fields) {
        return send(person, form, form, fields);
    }

    private HttpResponse<String> send(ConsoleCalls person, String path, String tokenOf, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("form_token", person.formToken(tokenOf));
        form.put("form_key", "further-forms-" + samples.partner().code() + "-" + ++forms);
        return person.post(path, form);
    }
}
