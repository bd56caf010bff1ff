package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.reconciliation.StatementCalls;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page with the days of a month, before and after the import of real statements. */
class ReconciliationBoardTest {

    private static final String EXPLANATION = "{\"reason\":\"the provider corrects its fee in the next invoice\"}";

    @TempDir
    private Path folder;

    @Test
    void eachDayShowsWhatItsStatementLacks() throws IOException {
        try (MonthOfMovements made = MonthOfMovements.booked(folder);
                ConsoleCalls finance = ConsoleCalls.staff(made.engine(), Role.FINANCE);
                ConsoleCalls auditor = ConsoleCalls.staff(made.engine(), Role.AUDITOR)) {
            String page = "/console/reconciliation?month=" + made.month();
            finance.get("/console?lang=en");
            auditor.get("/console?lang=en");

            List<String> missing = days(made, "STATEMENT_MISSING");
            assertThat(String.join(", ", missing))
                    .as("the board and the month's check have one rule")
                    .isEqualTo(check(made).at("/values/1").asString())
                    .contains("MTRANS", "GOPAIDH2H", "XENIT");
            assertThat(states(made)).containsOnlyKeys("STATEMENT_MISSING", "NO_MOVEMENTS");
            LocalDate first = LocalDate.parse(missing.getFirst().split(" ", -1)[1]);
            String form = "/console/statement-import?provider=MTRANS&amp;day=" + first + "&amp;month=" + made.month();
            assertThat(finance.get(page).body()).contains("Statement missing", form);
            assertThat(finance.get(form.replace("&amp;", "&")).body())
                    .contains("<option value=\"MTRANS\" selected>", "value=\"" + first + "\"");
            assertThat(auditor.get(page).body())
                    .as("a role that cannot import statements gets another link")
                    .doesNotContain("/console/statement-import")
                    .contains("/console/float-bridge?day=" + first);

            int sent = send(made);

            assertThat(states(made))
                    .containsEntry("EQUAL", sent - 1L)
                    .containsEntry("DIFFERENCES", 1L)
                    .doesNotContainKeys("STATEMENT_MISSING", "STATEMENT_INCOMPLETE", "NOT_COMPARED");
            assertThat(check(made).get("is_done").asBoolean()).isTrue();
            LocalDate wrong = first.plusDays(1);
            String breaks = "/console/breaks?provider=MTRANS&day=" + wrong + "&standing=true";
            assertThat(days(made, "DIFFERENCES")).containsExactly("MTRANS " + wrong);
            assertThat(finance.get(page).body()).contains("Differences: 1", breaks.replace("&", "&amp;"));
            JsonNode found = breaks(made, "MTRANS", wrong);
            assertThat(found.get("count").asInt()).isOne();
            assertThat(breaks(made, "MTRANS", first).get("count").asInt()).isZero();
            String id = found.at("/items/0/id").asString();
            assertThat(finance.get(breaks).body()).contains("/console/breaks/" + id);

            assertThat(made.staff()
                            .post("/api/v2/breaks/" + id + "/explain", Role.FINANCE, EXPLANATION)
                            .status())
                    .isEqualTo(200);

            assertThat(days(made, "BALANCE_DIFFERS"))
                    .as("the balances of the statement with the wrong fee do not add up")
                    .containsExactly("MTRANS " + wrong);
            assertThat(auditor.get(page).body())
                    .contains("Balances differ · Explained: 1", "/console/float-bridge?day=" + wrong);
            assertThat(finance.get("/console/months/" + made.month()).body()).contains("href=\"" + page + "\"");
            assertThat(finance.get("/console/float-bridge?day=" + wrong).body()).contains("href=\"" + page + "\"");
            finance.get("/console?lang=id");
            assertThat(finance.get(page).body()).contains("Saldo tidak cocok · Dijelaskan: 1", "Tidak ada mutasi");
        }
    }

    private static int send(MonthOfMovements made) throws IOException {
        List<Path> files = made.statements();
        try (StatementCalls calls = new StatementCalls(made.engine())) {
            for (Path file : files) {
                String[] name = file.getFileName().toString().split("[-.]", 2);
                Answer answer = calls.put(name[0], name[1].replace(".csv", ""), Files.readAllBytes(file));
                assertThat(answer.status()).as(answer.v2()).isEqualTo(201);
            }
        }
        return files.size();
    }

    private static JsonNode check(MonthOfMovements made) {
        return made.staff()
                .get("/api/v2/months/" + made.month(), Role.FINANCE)
                .body()
                .get("checks")
                .valueStream()
                .filter(check -> check.get("name").asString().equals("reconciled-days"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode breaks(MonthOfMovements made, String provider, LocalDate day) {
        return made.staff()
                .get("/api/v2/breaks?standing=true&provider=" + provider + "&day=" + day, Role.FINANCE)
                .body();
    }

    private static Map<String, Long> states(MonthOfMovements made) {
        return items(made).stream()
                .collect(
                        Collectors.groupingBy(day -> day.get("state").asString(), TreeMap::new, Collectors.counting()));
    }

    private static List<String> days(MonthOfMovements made, String state) {
        return items(made).stream()
                .filter(day -> day.get("state").asString().equals(state))
                .map(day ->
                        day.get("provider").asString() + " " + day.get("day").asString())
                .toList();
    }

    private static List<JsonNode> items(MonthOfMovements made) {
        List<JsonNode> items = made.staff()
                .get("/api/v2/reconciliation/days?period=" + made.month(), Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .toList();
        assertThat(items).hasSize(made.month().lengthOfMonth() * 5);
        return items;
    }
}
