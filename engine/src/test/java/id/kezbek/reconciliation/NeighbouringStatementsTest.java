package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The import of a statement changes nothing that only an earlier statement can decide. */
@EngineTest
class NeighbouringStatementsTest extends StatementSetUp {

    private static final long CUSTOMER = 6_281_177_000_000L;

    NeighbouringStatementsTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void nextStatementKeepsDifferencesOfEarlierStatement() {
        LocalDate first = LocalDate.of(2019, 1, 1);
        List<BookLine> paid = paidByXenit("EARLIER", CUSTOMER, first.plusDays(2), 2);
        attempts.insert(paid, line -> "SUCCEEDED");
        XenitFile earlier = new XenitFile()
                .with(paid.getFirst(), row -> row.replace(",6000,", ",6100,"))
                .with(paid.getLast(), row -> row.replace(",550,", ",600,"));
        put(first, first.plusDays(9), earlier);
        List<String> found = open(first, first.plusDays(9));
        assertThat(found).containsExactly("AMOUNT -100.00", "FEE -50.00");

        put(first.plusDays(10), first.plusDays(19), new XenitFile());

        assertThat(open(first, first.plusDays(9))).isEqualTo(found);
    }

    @Test
    void nextDayKeepsDifferenceOfMuchEarlierAttempt() {
        LocalDate day = LocalDate.of(2019, 3, 10);
        List<BookLine> failed = paidByXenit("LATE", CUSTOMER + 100, day.minusDays(3), 1);
        attempts.insert(failed, line -> "FAILED");
        put(day, day, new XenitFile().with(failed.getFirst(), row -> at(row, day)));
        assertThat(open(day.minusDays(3), day)).containsExactly("LATE_SUCCESS -6000.00");

        put(day.plusDays(1), day.plusDays(1), new XenitFile());

        assertThat(open(day.minusDays(3), day)).containsExactly("LATE_SUCCESS -6000.00");
    }

    /** The line fits attempts of two days, of which only one is near the second statement. */
    @Test
    void nextStatementDoesNotMatchAmbiguousLine() {
        LocalDate first = LocalDate.of(2019, 5, 1);
        LocalDate day = first.plusDays(7);
        BookLine paid = paidByXenit("AMBIGUOUS", CUSTOMER + 200, day, 1).getFirst();
        attempts.insert(List.of(paid), line -> "FAILED");
        attempts.insert(paidByXenit("AMBIGUOUS", CUSTOMER + 200, day.minusDays(1), 1), line -> "FAILED");
        put(first, first.plusDays(9), new XenitFile().with(paid, NeighbouringStatementsTest::withoutReference));
        assertThat(matchesOfDay(day)).isZero();

        put(first.plusDays(10), first.plusDays(19), new XenitFile());

        assertThat(matchesOfDay(day)).isZero();
        assertThat(open(first, first.plusDays(9))).containsExactly("UNKNOWN_PAYMENT -6550.00");
    }

    /** Three lines fit one attempt. The run of the last statement does not read two of them. */
    @Test
    void nextStatementDoesNotMatchLineThatCompetesWithEarlierLines() {
        LocalDate day = LocalDate.of(2019, 7, 10);
        BookLine paid = paidByXenit("THREE-LINES", CUSTOMER + 300, day, 1).getFirst();
        attempts.insert(List.of(paid), line -> "FAILED");
        LocalDate before = day.minusDays(1);
        put(
                before,
                before,
                new XenitFile()
                        .with(paid, row -> at(withoutReference(row), before))
                        .with(paid, row -> at(withoutReference(row), before)));
        put(day, day, new XenitFile().with(paid, NeighbouringStatementsTest::withoutReference));

        put(day.plusDays(1), day.plusDays(1), new XenitFile());

        assertThat(matchesOfDay(before) + matchesOfDay(day)).isZero();
        assertThat(open(before, day)).hasSize(3).containsOnly("UNKNOWN_PAYMENT -6550.00");
    }

    /** People match a late line. Its payment is then recorded, and no statement lacks the attempt any more. */
    @Test
    void lineMatchedByPeopleDecidesAboutMuchEarlierAttempt() {
        LocalDate day = LocalDate.of(2019, 9, 10);
        BookLine paid = paidByXenit("BY-HAND", CUSTOMER + 400, day, 1).getFirst();
        attempts.insert(List.of(paid), line -> "SUCCEEDED");
        put(day, day, new XenitFile());
        put(day.plusDays(1), day.plusDays(1), new XenitFile());
        assertThat(open(day, day)).containsExactly("MISSING 6000.00");
        LocalDate late = day.plusDays(7);
        put(
                late,
                late,
                new XenitFile()
                        .with(paid, row -> at(withoutReference(row), late).replace(",6000,", ",6200,")));
        UUID unknown = engine.database()
                .sql("select id from reconciliation.break where kind = 'UNKNOWN_PAYMENT' and day = ?")
                .param(late)
                .query(UUID.class)
                .single();

        Answer matched = staff.twoPeople(
                "/api/v2/breaks/" + Ids.text(unknown) + "/match",
                "{\"attempt\":\"" + paid.externalId() + "\",\"reason\":\"the provider said so\"}");

        assertThat(matched.status()).as(matched.v2()).isEqualTo(200);
        put(
                late,
                late,
                new XenitFile()
                        .with(paid, row -> at(withoutReference(row), late).replace(",6000,", ",6200,")));
        assertThat(open(day, late))
                .filteredOn(one -> !one.startsWith("FILE_GAP"))
                .containsExactly("AMOUNT -200.00");
    }

    private static String withoutReference(String row) {
        String[] values = row.split(",", -1);
        values[1] = "";
        values[2] = "";
        return String.join(",", values);
    }

    /** The row with a time at noon of another day. */
    private static String at(String row, LocalDate day) {
        return row.substring(0, row.lastIndexOf(',') + 1) + day + "T05:00:00Z";
    }

    private void put(LocalDate from, LocalDate to, XenitFile file) {
        Answer imported = calls.put("XENIT", from + "?to=" + to, file.text().getBytes(StandardCharsets.UTF_8));
        assertThat(imported.status()).as(imported.v2()).isIn(200, 201);
    }

    private long matchesOfDay(LocalDate day) {
        return engine.count("reconciliation.match m join reconciliation.file f on f.id = m.file where m.active"
                + " and f.provider = 'XENIT' and m.role = 'PAYMENT' and '" + day + "' between f.from_day and f.to_day");
    }

    private List<String> open(LocalDate from, LocalDate to) {
        return engine.database().sql("""
                        select kind || ' ' || difference from reconciliation.break
                        where provider = 'XENIT' and day between ? and ? and state = 'OPEN' order by kind, id""").params(from, to).query(String.class).list();
    }
}
