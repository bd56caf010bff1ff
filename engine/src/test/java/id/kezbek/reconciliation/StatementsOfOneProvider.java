package id.kezbek.reconciliation;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.shared.Ids;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/**
 * The set-up of tests of statements: paid payouts of one provider, and the statement that lists them. Each test uses
 * its own month.
 */
abstract class StatementsOfOneProvider extends StatementSetUp {

    @TempDir
    Path folder;

    StatementsOfOneProvider(EngineUnderTest engine) {
        super(engine);
    }

    PaidStatement paid(Provider provider, LocalDate day, int payments) {
        return PaidStatement.of(folder, provider, day, payments);
    }

    static String withoutRow(String statement, String row) {
        long amount = Long.parseLong(row.split(",", -1)[5]);
        String[] trailer = statement.lines().toList().getLast().split(",", -1);
        String kept = statement.replaceFirst(java.util.regex.Pattern.quote(row + "\n"), "");
        return kept.replace(
                String.join(",", trailer),
                "TRAILER," + (Long.parseLong(trailer[1]) - 1) + "," + (Long.parseLong(trailer[2]) - amount) + ","
                        + trailer[3] + "," + trailer[4]);
    }

    long matches(Answer imported) {
        return engine.count("reconciliation.match where active and file = '" + id(imported) + "'");
    }

    static UUID id(Answer imported) {
        return uuid(imported.body().path("id").asString());
    }

    static UUID uuid(String id) {
        return Ids.parse(id);
    }

    /** Kind and our reference of the open differences of a day. */
    List<Map.Entry<String, String>> breaks(Provider provider, LocalDate day) {
        Function<String, String> none = text -> text == null ? "" : text;
        return engine.database()
                .sql("""
                        select b.kind, b.attempt, l.our_reference from reconciliation.break b
                        left join reconciliation.line l on l.file = b.file and l.number = b.number and l.part = b.part
                        where b.provider = ? and b.day between ? and ? and b.state in ('OPEN', 'EXPLAINED')
                        order by b.kind, b.attempt""")
                .params(provider.name(), day.minusDays(1), day.plusDays(1))
                .query((row, n) -> {
                    UUID attempt = row.getObject("attempt", UUID.class);
                    return Map.entry(
                            row.getString("kind"),
                            attempt == null ? none.apply(row.getString("our_reference")) : Ids.text(attempt));
                })
                .list();
    }
}
