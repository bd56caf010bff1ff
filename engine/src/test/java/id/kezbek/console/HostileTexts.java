package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.reconciliation.StatementCalls;
import id.kezbek.reconciliation.TestStatements;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends hostile texts for the fields that partners, officers and providers fill. Each field gets all texts, and at the end a
 * script after the field's name, by which a test finds the field on a page.
 */
final class HostileTexts implements AutoCloseable {

    private static final String SCRIPT = "<script>owned=1</script>";
    private static final LocalDate DAY = LocalDate.of(2022, 8, 14);
    private static final String PROVIDER = "JOSVOH2H";
    private static final Map<String, String> AMOUNT = Map.of("value", "1000.00", "currency", "IDR");

    private final EngineUnderTest engine;
    private final ConsoleSamples samples;
    private final List<String> texts;
    private final List<String> invisible;
    private final StaffCalls staff;
    private final String code;
    private int sent;

    HostileTexts(EngineUnderTest engine, ConsoleSamples samples, List<String> all) {
        this.engine = engine;
        this.samples = samples;
        this.invisible = all.stream().filter(HostileTexts::hasInvisible).toList();
        this.texts = all.stream().filter(text -> !hasInvisible(text)).toList();
        this.staff = new StaffCalls(engine);
        this.code = samples.partner().code();
    }

    private static boolean hasInvisible(String text) {
        return text.codePoints().anyMatch(letter -> Character.getType(letter) == Character.FORMAT);
    }

    /** The company, its contact person and its address, at the onboarding of another partner and in later changes. */
    void partner() {
        String partner = "/api/v2/partners/" + code;
        feed(
                "Company",
                120,
                "company",
                text -> staff.send("PATCH", partner, Role.OPERATIONS, json(of(text, text, text))));
        Answer changed = staff.send(
                "PATCH", partner, Role.OPERATIONS, json(of(marked("Company"), marked("Person"), marked("Address"))));
        assertThat(changed.status()).as("%s", changed.body()).isEqualTo(200);

        for (String text : invisible) {
            assertThat(onboard("HOSTILE0", text).fields()).contains("company", "officer", "address");
        }
        assertThat(staff.get("/api/v2/partners/HOSTILE0", Role.OPERATIONS).status())
                .isEqualTo(404);
        assertThat(onboard("HOSTILE1", marked("Onboarded")).status()).isEqualTo(201);
    }

    private Answer onboard(String newCode, String text) {
        Map<String, Object> body = new HashMap<>(of(text, text, text));
        body.put("code", newCode);
        body.put("email", PartnerSamples.email(newCode));
        body.put("msisdn", PartnerSamples.msisdn(newCode));
        return staff.post("/api/v2/partners", Role.OPERATIONS, json(body));
    }

    private static Map<String, Object> of(String company, String officer, String address) {
        return Map.of("company", company, "officer", officer, "address", address);
    }

    /** Officers whom staff propose, and colleagues whom an officer adds in the console. */
    void officers(ConsoleCalls officer) {
        feed(
                "Proposed",
                120,
                "name",
                text -> staff.post(
                        "/api/v2/partners/" + code + "/officers",
                        Role.OPERATIONS,
                        json(Map.of("name", text, "email", email(), "reason", text))));
        String form = "/console/officers/new";
        String token = officer.formToken(form);
        List<String> names = new ArrayList<>(joined(120));
        names.add(marked("Colleague"));
        for (String name : names) {
            assertThat(add(officer, token, name).statusCode()).as(name).isEqualTo(303);
        }
        for (String name : invisible) {
            HttpResponse<String> refused = add(officer, token, name);
            assertThat(refused.statusCode()).as(name).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"name-error\"");
        }
    }

    private HttpResponse<String> add(ConsoleCalls officer, String token, String name) {
        return officer.post(
                "/console/officers/new",
                Map.of("form_token", token, "form_key", "hostile-" + email(), "name", name, "email", email()));
    }

    private String email() {
        return "hostile" + ++sent + "." + PartnerSamples.email(code);
    }

    /** References of refunds and top-ups, and the reason of a credit note. */
    void money() {
        feed(
                "Refund",
                30,
                "reference",
                text -> samples.partner()
                        .post(
                                samples.address("/console/transactions/{id}").replace("/console", "/api/v2")
                                        + "/refunds",
                                json(Map.of("reference", text, "amount", AMOUNT))));
        feed(
                "TopUp",
                60,
                "bank_reference",
                text -> staff.twoPeople(
                        "/api/v2/partners/" + code + "/funding/top-ups",
                        json(Map.of("amount", AMOUNT, "bank_reference", text, "reason", text))));
        String invoices = "/api/v2/partners/" + code + "/invoices";
        feed(
                "Credit",
                500,
                "reason",
                text -> staff.twoPeople(
                        samples.address("/console/invoices/{code}/{id}").replace("/console/invoices/" + code, invoices)
                                + "/credit-note",
                        json(Map.of("reason", text, "amount", AMOUNT))));
    }

    /**
     * A provider's statement and its answer to a payout.
     *
     * @return the id of the statement
     */
    String provider() {
        try (StatementCalls calls = new StatementCalls(engine)) {
            Answer imported = calls.put(PROVIDER, DAY, statement());
            assertThat(imported.status()).as("%s", imported.body()).isEqualTo(201);
            assertThat(imported.body().get("rejected").asInt()).isEqualTo(1 + invisible.size());
            engine.database()
                    .sql("update payouts.attempt set provider_reference = ? where payout = ?")
                    .params(
                            marked("Provider"),
                            Ids.parse(samples.address("/console/payouts/{id}").replaceFirst(".*/", "")))
                    .update();
            return imported.body().get("id").asString();
        }
    }

    /** The page with the preview of the statement. */
    String preview(ConsoleCalls admin) {
        String form = "/console/statement-import";
        Map<String, String> fields =
                Map.of("provider", PROVIDER, "day", DAY.toString(), "profile", "", "form_token", admin.formToken(form));
        HttpResponse<String> answer = admin.upload(form + "/preview", fields, "file", statement());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** A row for each text, rows that cannot be read, and a last row that counts them. */
    private String statement() {
        List<String> lines = TestStatements.text(DAY).lines().toList();
        String[] row = lines.get(1).split(",", -1);
        List<String> rows = new ArrayList<>();
        List<String> references = new ArrayList<>(List.of(marked("Line")));
        references.addAll(joined(100));
        references.addAll(invisible);
        for (String reference : references) {
            rows.add(row(row, quoted(reference), quoted("P " + reference), row[5]));
        }
        rows.add(row(row, row[1], row[2], quoted(marked("Row"))));
        String[] last = lines.getLast().split(",", -1);
        last[1] = Integer.toString(rows.size());
        rows.addFirst(lines.getFirst());
        rows.add(String.join(",", last));
        return String.join("\n", rows) + "\n";
    }

    private static String row(String[] row, String ours, String theirs, String amount) {
        return String.join(",", row[0], ours, theirs, row[3], row[4], amount, row[6], row[7]);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * The explanation of a difference in the statement.
     *
     * @return the id of the difference
     */
    String explanation(String statement) {
        UUID difference = engine.database()
                .sql("select id from reconciliation.break where file = ? order by number limit 1")
                .param(Ids.parse(statement))
                .query(UUID.class)
                .single();
        String path = "/api/v2/breaks/" + Ids.text(difference);
        feed(
                "Explained",
                500,
                "reason",
                text -> staff.post(path + "/explain", Role.FINANCE, json(Map.of("reason", text))));
        return Ids.text(difference);
    }

    private void feed(String name, int max, String field, Function<String, Answer> send) {
        List<String> accepted = new ArrayList<>(joined(max));
        accepted.add(marked(name));
        for (String text : accepted) {
            Answer answer = send.apply(text);
            assertThat(answer.status())
                    .as("%s: %s %s", name, text, answer.body())
                    .isIn(200, 201, 202);
        }
        List<Object> before = recorded();
        for (String text : invisible) {
            Answer answer = send.apply(text);
            assertThat(answer.v2()).as(name).isEqualTo("400 bad-payload");
            assertThat(answer.fields()).as(name).contains(field);
        }
        assertThat(recorded()).as(name).isEqualTo(before);
    }

    private List<Object> recorded() {
        return List.of(
                engine.count("approvals.approval"),
                engine.count("partners.officer"),
                engine.count("cashback.refund"),
                engine.database()
                        .sql("select one::text from partners.partner one where code = ?")
                        .param(code)
                        .query(String.class)
                        .single());
    }

    private static String marked(String field) {
        return field + SCRIPT;
    }

    /** The texts, several in one as long as they have at most {@code max} characters together. */
    private List<String> joined(int max) {
        List<String> joined = new ArrayList<>();
        for (String text : texts) {
            if (!joined.isEmpty() && joined.getLast().length() + 1 + text.length() <= max) {
                joined.add(joined.removeLast() + " " + text);
            } else if (text.length() <= max) {
                joined.add(text);
            }
        }
        return joined;
    }

    private static String json(Map<String, ?> body) {
        return JsonMapper.shared().writeValueAsString(body);
    }

    @Override
    public void close() {
        staff.close();
    }
}
