package id.kezbek.sandbox.bench;

import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.run.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A while of everyday work for an engine that keeps notes for its start-up cache: purchases that are accepted, paid and
 * told by e-mail. So its notes say not only which classes a start loads but which methods are busy afterwards, and how
 * their branches go. An engine that starts with the cache compiles these at once, and once, and soon is as fast as it gets.
 */
public final class Practice {

    private static final Logger LOG = LoggerFactory.getLogger(Practice.class);
    private static final Case EVERYDAY = new Case("practice", 16, List.of("LAJADA", "TOKMED", "BLAPAK", "BENCH"));
    private static final int USUAL_SECONDS = 30;

    private Practice() {}

    /**
     * Drives a running installation, whose seeded partners buy.
     *
     * @return whether purchases were accepted
     */
    public static boolean drive(Installation installation) {
        return drive(installation, USUAL_SECONDS);
    }

    /** As {@link #drive(Installation)}, for so long. */
    public static boolean drive(Installation installation, int seconds) {
        Path log = installation.home().resolve("logs").resolve("practice.log");
        SandboxFile logIns = SandboxFile.read(installation.sandboxFile());
        try (LoadProcess load = LoadProcess.start(installation.baseUrl(), log)) {
            EVERYDAY.partners().forEach(code -> load.introduce(logIns.partner(code)));
            Measured done = load.run(seconds, EVERYDAY);
            LOG.info("practice: {} purchases, {} errors", done.purchases(), done.errors());
            return done.purchases() > 0;
        } catch (IOException | NoAnswer failed) {
            LOG.warn("practice broke off", failed);
            return false;
        }
    }
}
