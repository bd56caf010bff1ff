package id.kezbek.testing;

import id.kezbek.shared.Eventually;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;

/**
 * The engine's log as its output shows it. A separate thread writes it, so recent lines may be missing, and a test
 * that reads it at once could miss them.
 */
public final class WrittenLog {

    private static final Logger log = LoggerFactory.getLogger(WrittenLog.class);

    private WrittenLog() {}

    /** All lines logged until this call: logs a marker and waits for it. */
    public static String upToNow(CapturedOutput output) {
        String mark = "all that was logged before stands above " + UUID.randomUUID();
        log.info(mark);
        Eventually.holds("the log is written", () -> output.getAll().contains(mark));
        return output.getAll();
    }
}
