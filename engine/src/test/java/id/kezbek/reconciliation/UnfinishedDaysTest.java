package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A statement that came before the end of its day cannot prove that a payment of this day is absent. */
@EngineTest
class UnfinishedDaysTest extends StatementSetUp {

    private static final String AGAIN = "?downloaded_again=true";

    UnfinishedDaysTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void statementOfUnfinishedDayProvesNoAbsence() {
        LocalDate day = engine.clock().dayNotYetReached();
        LocalDate next = day.plusDays(1);
        List<BookLine> paid = paidByXenit("UNFINISHED", 6_281_166_000_000L, day, 2);
        String file = new XenitFile().with(paid.getFirst(), row -> row).text();
        String nextFile = new XenitFile().text();
        engine.clock().turnTo(day);
        attempts.insert(paid, line -> line == paid.getFirst() ? "SUCCEEDED" : "UNKNOWN");
        put(day, file, 201);
        engine.clock().turnTo(next);
        put(next, nextFile, 201);
        assertThat(absent(paid)).isZero();
        assertThat(missing(day))
                .contains("the statement came before the end of the day; download it again after the day");

        put(day + AGAIN, file, 200);
        assertThat(absent(paid)).as("the next day has not ended").isZero();
        assertThat(missing(day)).doesNotContain("the statement came before the end of the day");
        assertThat(recorded(day)).isEqualTo(1);

        put(next + AGAIN, nextFile, 200);
        engine.clock().turnTo(day.plusDays(2));
        put(next, nextFile, 200);
        assertThat(absent(paid))
                .as("the next day had not ended at the last download")
                .isZero();
        put(next + AGAIN, nextFile, 200);
        assertThat(absent(paid))
                .as("both files were downloaded after their days")
                .isEqualTo(1);
        assertThat(recorded(next)).isEqualTo(1);
        attempts.end(paid.getLast());
    }

    /** The second person usually sends a copy of the first person's file. */
    @Test
    void copyOfEarlierFileProvesNoAbsence() {
        LocalDate day = engine.clock().dayNotYetReached();
        LocalDate next = day.plusDays(1);
        List<BookLine> paid = paidByXenit("COPY", 6_281_166_100_000L, day, 2);
        String file = new XenitFile().with(paid.getFirst(), row -> row).text();
        engine.clock().turnTo(day);
        attempts.insert(paid, line -> line == paid.getFirst() ? "SUCCEEDED" : "UNKNOWN");
        put(day, file, 201);
        engine.clock().turnTo(day.plusDays(2));
        put(next, new XenitFile().text(), 201);

        Answer confirmed = calls.put("XENIT", day.toString(), file.getBytes(StandardCharsets.UTF_8), Role.ADMIN);
        assertThat(confirmed.status()).as(confirmed.v2()).isEqualTo(200);
        assertThat(confirmed.body().path("confirmed_by").isNull()).isFalse();
        assertThat(absent(paid)).as("confirmed").isZero();

        put(day, new XenitFile().text(), 201);
        put(day + "?again=true", file, 201);
        assertThat(absent(paid)).as("current again").isZero();
        assertThat(missing(day)).contains("the statement came before the end of the day");
        assertThat(recorded(day)).isZero();

        put(
                day,
                new XenitFile()
                        .with(paid.getFirst(), row -> row.replace(",550,", ",551,"))
                        .text(),
                201);
        assertThat(absent(paid)).as("another file after the day").isEqualTo(1);
        attempts.end(paid.getLast());
    }

    private void put(LocalDate day, String file, int status) {
        put(day.toString(), file, status);
    }

    private void put(String day, String file, int status) {
        Answer sent = calls.put("XENIT", day, file.getBytes(StandardCharsets.UTF_8));
        assertThat(sent.status()).as(sent.v2()).isEqualTo(status);
    }

    /** The audit log's entries about downloads of the day's statement after that day. */
    private long recorded(LocalDate day) {
        return engine
                .database()
                .sql("select id from reconciliation.file where provider = 'XENIT' and from_day = ?")
                .param(day)
                .query(UUID.class)
                .list()
                .stream()
                .mapToLong(file -> engine.count("approvals.audit where act = 'STATEMENT_DOWNLOADED_AGAIN'"
                        + " and subject = 'statement " + Ids.text(file) + "'"))
                .sum();
    }

    private String missing(LocalDate day) {
        return staff.get("/api/v2/providers/XENIT/float-bridge/" + day, Role.FINANCE)
                .body()
                .path("missing")
                .toString();
    }

    private long absent(List<BookLine> paid) {
        return engine.count("reconciliation.break where kind = 'UNKNOWN_ABSENT' and state = 'OPEN' and attempt = '"
                + Ids.parse(paid.getLast().externalId()) + "'");
    }
}
