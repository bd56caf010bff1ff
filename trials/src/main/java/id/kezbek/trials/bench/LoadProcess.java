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

    /** Sends each request after the response to the previous request. */
    public Measured run(int seconds, Case which) {
        return Measured.parse(process.ask("run " + seconds + " " + which.connections() + " " + partners(which)));
    }

    /**
     * Sends a fixed number of requests per second, even if responses are slow. The latency of a request starts when the
     * request is due.
     */
    public Measured pace(int seconds, int perSecond, Case which) {
        return Measured.parse(
                process.ask("pace " + seconds + " " + which.connections() + " " + perSecond + " " + partners(which)));
    }

    /** The times of the responses to requests of timed customers. Each time is returned only once. */
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
