package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Statement formats that two people change, after a dry run with a sample. */
@EngineTest
class ChangedProfilesTest extends StatementSetUp {

    private static final String PATH = "/api/v2/statement-profiles/";
    private static final String PROFILE = """
            {"separator": ";", "encoding": "UTF-8", "zone": "Asia/Jakarta", "numbers": "COMMA", "sign": "OUT_POSITIVE",
             "fees": "COLUMN", "times": ["dd/MM/yyyy HH:mm"],
             "columns": {"our_reference": "Ref", "amount": "Jumlah", "fee": "Biaya", "at": "Waktu"},
             "trailer": {"mark": "TOTAL", "rows": 1, "total": 2}}""";

    ChangedProfilesTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void twoPeopleAddAFormatAndFilesAreReadByIt() {
        LocalDate day = LocalDate.of(2022, 3, 10);
        String name = "CHANGED_A";
        List<BookLine> paid = paidByXenit("CHANGED", 6_281_144_000_000L, day, 2);
        attempts.insert(paid, line -> "SUCCEEDED");
        byte[] file = sample(paid).getBytes(StandardCharsets.UTF_8);
        assertThat(calls.put("XENIT", day + "?profile=" + name, file).status()).isEqualTo(400);

        Answer alone = propose(name, 0, PROFILE);
        assertThat(alone.status()).as(alone.v2()).isEqualTo(202);
        assertThat(calls.put("XENIT", day + "?profile=" + name, file).status())
                .as("one person changes nothing")
                .isEqualTo(400);
        assertThat(staff.approve(alone, Role.FINANCE).status())
                .as("the same person")
                .isEqualTo(403);
        Answer approved = staff.approve(alone, Role.ADMIN);
        assertThat(approved.status()).as(approved.v2()).isEqualTo(200);

        Answer imported = calls.put("XENIT", day + "?profile=" + name, file);
        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(imported.body().path("profile_version").asInt()).isEqualTo(1);
        assertThat(imported.body().path("complete").asBoolean()).isTrue();
        assertThat(matches(imported)).isEqualTo(4);

        Answer stale = propose(name, 0, PROFILE);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body().path("detail").asString()).contains("version 1 of the profile is now in force");
        assertThat(propose(name, 1, PROFILE).body().path("detail").asString()).contains("already has these values");
        Answer second = propose(name, 1, PROFILE.replace("Biaya", "Ongkos"));
        assertThat(staff.approve(second, Role.ADMIN).status()).isEqualTo(200);
        assertThat(listed(name).path("version").asInt()).isEqualTo(2);
        assertThat(staff.get("/api/v2/statements/" + imported.body().path("id").asString(), Role.AUDITOR)
                        .body()
                        .path("profile_version")
                        .asInt())
                .as("a file stays as it was read")
                .isEqualTo(1);
    }

    @Test
    void dryRunShowsResultsOfBothFormatsAndRecordsNothing() {
        LocalDate day = LocalDate.of(2022, 4, 10);
        String name = "CHANGED_B";
        List<BookLine> paid = paidByXenit("CHANGED", 6_281_144_000_000L, day, 3);
        attempts.insert(paid, line -> "SUCCEEDED");
        assertThat(staff.approve(propose(name, 0, PROFILE.replace("\"our_reference\": \"Ref\", ", "")), Role.ADMIN)
                        .status())
                .isEqualTo(200);
        long lines = engine.count("reconciliation.line");
        long files = engine.count("reconciliation.file");
        long matches = engine.count("reconciliation.match");
        long breaks = engine.count("reconciliation.break");

        Answer tried = dryRun(name, day, sample(paid) + "", PROFILE);

        assertThat(tried.status()).as(tried.v2()).isEqualTo(200);
        JsonNode inForce = tried.body().path("in_force");
        JsonNode proposed = tried.body().path("proposed");
        assertThat(inForce.path("payments").asInt()).isEqualTo(3);
        assertThat(inForce.path("matched").asInt()).as("it has no reference").isZero();
        assertThat(proposed.path("version").asInt()).isEqualTo(2);
        assertThat(proposed.path("payments").asInt()).isEqualTo(3);
        assertThat(proposed.path("matched").asInt()).isEqualTo(3);
        assertThat(proposed.path("complete").asBoolean()).isTrue();
        assertThat(proposed.path("first_lines").path(0).path("our_reference").asString())
                .isEqualTo(paid.getFirst().externalId());
        assertThat(proposed.path("first_lines")
                        .path(0)
                        .path("amount")
                        .path("value")
                        .asString())
                .isEqualTo("-6000.00");
        assertThat(proposed.path("first_lines").path(0).path("matched").asBoolean())
                .isTrue();

        assertThat(engine.count("reconciliation.line")).isEqualTo(lines);
        assertThat(engine.count("reconciliation.file")).isEqualTo(files);
        assertThat(engine.count("reconciliation.match")).isEqualTo(matches);
        assertThat(engine.count("reconciliation.break")).isEqualTo(breaks);
        assertThat(listed(name).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void dryRunNamesReasonOfRefusal() {
        LocalDate day = LocalDate.of(2022, 5, 10);

        Answer tried = dryRun("CHANGED_C", day, "Ref;Jumlah\nx;1\n", PROFILE);

        assertThat(tried.status()).as(tried.v2()).isEqualTo(200);
        assertThat(tried.body().path("in_force").isNull()).isTrue();
        assertThat(tried.body().path("proposed").path("refused").asString()).contains("lacks the columns Biaya, Waktu");
    }

    @Test
    void namesInvalidFieldsAndExpectedValues() {
        Answer answer = propose("CHANGED_D", 0, """
                {"separator": "ab", "encoding": "EBCDIC", "zone": "Jakarta", "numbers": "point", "sign": "BY_KIND",
                 "fees": "COLUMN", "times": ["HH:mm", "ISO", "yyyy-MM-dd'T"],
                 "columns": {"amount": "A", "our_reference": "a", "price": "P", "type": "T"},
                 "kinds": {"X": "GIFT"}, "statuses": "OK", "wallets": {"GoPay": "gopay"},
                 "trailer": {"mark": "", "rows": -1, "totals": 2}, "colour": "red"}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields())
                .containsExactlyInAnyOrder(
                        "profile.separator",
                        "profile.encoding",
                        "profile.zone",
                        "profile.numbers",
                        "profile.times[0]",
                        "profile.times[2]",
                        "profile.columns.our_reference",
                        "profile.columns.price",
                        "profile.columns.at",
                        "profile.kinds.X",
                        "profile.kinds",
                        "profile.statuses",
                        "profile.wallets.GoPay",
                        "profile.trailer.mark",
                        "profile.trailer.rows",
                        "profile.trailer.totals",
                        "profile.sign",
                        "profile.columns.type",
                        "profile.fees",
                        "profile.colour");
        assertThat(answer.body().toString())
                .doesNotContainIgnoringCase("jackson")
                .doesNotContain("java.", "Exception");
        assertThat(propose("CHANGED_D", 0, "[]").fields()).contains("profile");
        assertThat(propose("changed", 0, PROFILE).fields()).containsExactly("name");
    }

    private Answer propose(String name, int base, String profile) {
        return staff.post(
                PATH + name + "/versions",
                Role.FINANCE,
                "{\"base\": " + base + ", \"profile\": " + profile
                        + ", \"note\": \"the provider's guide\", \"reason\": \"a new format\"}");
    }

    private Answer dryRun(String name, LocalDate day, String sample, String profile) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("provider", "XENIT").put("day", day.toString()).put("sample", sample);
        body.set("profile", JsonMapper.shared().readTree(profile));
        return staff.send("PUT", PATH + name + "/dry-run", Role.FINANCE, body.toString());
    }

    private JsonNode listed(String name) {
        return staff.get("/api/v2/statement-profiles", Role.AUDITOR)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long matches(Answer imported) {
        return engine.count("reconciliation.match where active and file = '"
                + Ids.parse(imported.body().path("id").asString()) + "'");
    }

    private static String sample(List<BookLine> paid) {
        StringBuilder text = new StringBuilder("Ref;Jumlah;Biaya;Waktu\n");
        long total = 0;
        for (BookLine line : paid) {
            text.append(line.externalId())
                    .append(";%d.%03d,00;550,00;%td/%<tm/%<tY 12:00\n"
                            .formatted(
                                    line.amount() / 1000,
                                    line.amount() % 1000,
                                    line.at().atZone(Jakarta.ZONE)));
            total += line.amount();
        }
        return text + "TOTAL;" + paid.size() + ";" + total + ",00\n";
    }
}
