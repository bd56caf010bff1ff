package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.trials.bench.load.LoadGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Controls the load generator, which runs in a separate process. */
public final class LoadProcess implements AutoCloseable {

    private final OwnProcess process;

    private LoadProcess(OwnProcess process) {
        this.process = process;
    }

    /**
     * @param log receives the error output of the process
     */
    public static LoadProcess start(String engineUrl, Path log) throws IOException {
        return new LoadProcess(OwnProcess.start(LoadGenerator.class, List.of(), List.of(engineUrl), log));
    }

    public void introduce(Credentials partner) {
        process.tell("partner " + partner.code() + " " + partner.apiKey() + " " + partner.apiSecret());
    }

    /** Sends requests as fast as the engine responds. */
    public Measured run(int seconds, Case which) {
        return Measured.parse(process.ask("run " + seconds + " " + which.connections() + " " + partners(which)));
    }

    /**
     * Sends a fixed number of requests per second, even if responses are slow. Latencies count from the time at which a
     * request was due.
     */
    public Measured pace(int seconds, int perSecond, Case which) {
        return Measured.parse(
                process.ask("pace " + seconds + " " + which.connections() + " " + perSecond + " " + partners(which)));
    }

    /** The times at which timed customers' requests got their responses. Each time is returned only once. */
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
