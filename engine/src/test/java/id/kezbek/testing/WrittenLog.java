package id.kezbek.testing;

import id.kezbek.shared.Eventually;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;

/**
 * The engine's log as its output shows it. It is written by a thread of its own: what was logged last may not stand
 * there yet, and a test that looks at once misses what it waits for, or finds nothing where there is something.
 */
public final class WrittenLog {

    private static final Logger log = LoggerFactory.getLogger(WrittenLog.class);

    private WrittenLog() {}

    /** All that was logged until this call: a mark that is logged behind it is awaited. */
    public static String upToNow(CapturedOutput output) {
        String mark = "all that was logged before stands above " + UUID.randomUUID();
        log.info(mark);
        Eventually.holds("the log is written", () -> output.getAll().contains(mark));
        return output.getAll();
    }
}
