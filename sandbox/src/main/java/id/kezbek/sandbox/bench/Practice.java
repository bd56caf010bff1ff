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
    /** A method is compiled for good after ten thousand calls or so. */
    private static final long ENOUGH = 20_000;

    private static final int SLICE_SECONDS = 10;
    /** On a busy machine fewer must do. */
    private static final int SLICES_MAX = 12;

    private Practice() {}

    /**
     * Drives a running installation, whose seeded partners buy.
     *
     * @return whether purchases were accepted
     */
    public static boolean drive(Installation installation) {
        return drive(installation, SLICE_SECONDS, ENOUGH);
    }

    /** As {@link #drive(Installation)}, in slices of so many seconds until so much was bought. */
    public static boolean drive(Installation installation, int sliceSeconds, long enough) {
        Path log = installation.home().resolve("logs").resolve("practice.log");
        SandboxFile logIns = SandboxFile.read(installation.sandboxFile());
        try (LoadProcess load = LoadProcess.start(installation.baseUrl(), log)) {
            EVERYDAY.partners().forEach(code -> load.introduce(logIns.partner(code)));
            long purchases = 0;
            for (int slice = 0; slice < SLICES_MAX && purchases < enough; slice++) {
                purchases += load.run(sliceSeconds, EVERYDAY).purchases();
            }
            LOG.info("practice: {} purchases", purchases);
            return purchases > 0;
        } catch (IOException | NoAnswer failed) {
            LOG.warn("practice broke off", failed);
            return false;
        }
    }
}
