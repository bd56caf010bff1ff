package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.trials.bench.load.LoadGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The load generator in its own process, seen from here. */
public final class LoadProcess implements AutoCloseable {

    private final OwnProcess process;

    private LoadProcess(OwnProcess process) {
        this.process = process;
    }

    /** @param log receives its complaints */
    public static LoadProcess start(String engineUrl, Path log) throws IOException {
        return new LoadProcess(OwnProcess.start(LoadGenerator.class, List.of(), List.of(engineUrl), log));
    }

    public void introduce(Credentials partner) {
        process.tell("partner " + partner.code() + " " + partner.apiKey() + " " + partner.apiSecret());
    }

    /** As fast as answers come. */
    public Measured run(int seconds, Case which) {
        return Measured.parse(process.ask("run " + seconds + " " + which.connections() + " " + partners(which)));
    }

    /** So many a second, whether answers come or not; latencies count from when a call was due. */
    public Measured pace(int seconds, int perSecond, Case which) {
        return Measured.parse(
                process.ask("pace " + seconds + " " + which.connections() + " " + perSecond + " " + partners(which)));
    }

    /** When timed customers' calls were answered; each is told once. */
    public Moments takeAnswered() {
        return Moments.parse(process.ask("answered"));
    }

    private static String partners(Case which) {
        return String.join(",", which.partners());
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
