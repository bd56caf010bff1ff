package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A statement that came before the end of its day cannot prove that a payment of this day is absent. */
@EngineTest
class UnfinishedDaysTest extends StatementSetUp {

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
                .contains("the statement came before the end of the day; import it again after the day");

        put(day, file, 200);
        assertThat(absent(paid)).as("the next day has not ended").isZero();
        assertThat(missing(day)).doesNotContain("the statement came before the end of the day");

        engine.clock().turnTo(day.plusDays(2));
        put(next, nextFile, 200);
        assertThat(absent(paid)).as("the same files after their days").isEqualTo(1);
        attempts.end(paid.getLast());
    }

    private void put(LocalDate day, String file, int status) {
        Answer sent = calls.put("XENIT", day, file);
        assertThat(sent.status()).as(sent.v2()).isEqualTo(status);
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
