package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.EngineProgram;
import id.kezbek.trials.torture.Torture;
import id.kezbek.trials.torture.TortureOptions;
import id.kezbek.trials.torture.TortureRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six cycles of the crash suite (sixty at night). Then a test of the oracle with the records of that run. Each record
 * is falsified in one place, and the oracle must report it. Otherwise its earlier result would mean nothing.
 */
class TortureTest {

    /** The first cycles of this seed make different disturbances and take little time. */
    private static final List<String> CYCLES = List.of("--cycles", "6", "--seed", "8337");

    private static final List<String> DISTURBANCES = List.of(
            "crash point ",
            "kill -9 api-1",
            "SIGSTOP job-1",
            "kill -9 PostgreSQL",
            "kill -9 Redis",
            "queue messages doubled and shuffled");

    @TempDir
    Path home;

    @Test
    void losesNothingAndPaysNobodyTwice() {
        EngineProgram.Start engine = EngineProgram.get();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int status = Torture.run(
                TortureOptions.parse(CYCLES),
                new Torture.Setting(
                        engine.program(), engine.flags(), home, new PrintStream(told, true, StandardCharsets.UTF_8)),
                TortureTest::theOracleSeesWhatIsSpoilt);

        // The reports contain the disturbances and the duration of each cycle.
        System.out.print(told.toString(StandardCharsets.UTF_8));
        assertThat(status).as(told.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("6/6", "crash points reached")
                .contains(DISTURBANCES);
    }

    private static void theOracleSeesWhatIsSpoilt(TortureRun run) throws SQLException {
        assertThat(run.wrongs()).isEmpty();
        assertThat(
                        run.wrongsAfter(
                                List.of(
                                        "delete from cashback.purchase where id = (select max(id::text)::uuid from cashback.purchase)")))
                .as("a purchase is gone")
                .anyMatch(wrong -> wrong.startsWith("LOST"));
        assertThat(run.wrongsAfter(List.of(
                        "alter table ledger.line disable trigger user",
                        "delete from ledger.line where (movement, position) = (select movement, position from ledger.line"
                                + " where kind = 'SETTLE' limit 1)")))
                .as("a line of the ledger is gone")
                .anyMatch(wrong -> wrong.startsWith("LEDGER"));
        assertThat(run.wrongsAfter(List.of("update ledger.funding_slot set available = available + 1 where slot = 3")))
                .as("a slot is changed")
                .anyMatch(wrong -> wrong.startsWith("FUNDING"));
        assertThat(run.wrongsAfter(List.of("update loyalty.member set recurring = recurring + 1")))
                .as("a count is changed")
                .anyMatch(wrong -> wrong.startsWith("TIER"));
        assertThat(run.wrongsAfter(List.of(
                        "delete from cashback.refund where id = (select max(id::text)::uuid from cashback.refund)")))
                .as("a refund is gone")
                .anyMatch(wrong -> wrong.startsWith("REFUND"));
        assertThat(run.wrongsAfter(List.of("update payouts.attempt set payout ="
                        + " (select payout from payouts.attempt where state = 'SUCCEEDED' order by id limit 1)"
                        + ", number = 1000 where id = (select id from payouts.attempt where state = 'SUCCEEDED'"
                        + " order by id desc limit 1)")))
                .as("one payout has two payments")
                .anyMatch(wrong -> wrong.startsWith("PAID_TWICE"));
        assertThat(run.wrongs()).as("each was undone").isEmpty();
    }
}
