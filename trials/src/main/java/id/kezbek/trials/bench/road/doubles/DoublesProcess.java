package id.kezbek.trials.bench.road.doubles;

import id.kezbek.trials.bench.Moments;
import id.kezbek.trials.bench.OwnProcess;
import id.kezbek.trials.bench.road.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Controls the doubles, which run in a separate process. */
public final class DoublesProcess implements AutoCloseable {

    /** The engine's names of the providers. */
    private static final List<String> PROVIDERS = List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit");

    private final OwnProcess process;
    private final String providersPort;
    private final String mailPort;

    private DoublesProcess(OwnProcess process) {
        this.process = process;
        String[] ports = process.readLine().split(" ", -1);
        this.providersPort = ports[0];
        this.mailPort = ports[1];
    }

    /**
     * @param log receives the error output of the process
     */
    public static DoublesProcess start(Path log) throws IOException {
        // The doubles have little code, so the JVM's optimizing compiler would cost more time than it saves.
        List<String> jvmFlags = List.of("-XX:TieredStopAtLevel=1");
        return new DoublesProcess(OwnProcess.start(Doubles.class, jvmFlags, List.of(), log));
    }

    /** The engine's settings for using the doubles as providers and mail server. The engine already has credentials. */
    public Map<String, String> engineProperties() {
        Map<String, String> properties = new HashMap<>();
        PROVIDERS.forEach(
                name -> properties.put("cezbek.providers." + name + ".base-url", "http://127.0.0.1:" + providersPort));
        properties.put("spring.mail.host", "127.0.0.1");
        properties.put("spring.mail.port", mailPort);
        return properties;
    }

    public Counts counts() {
        return Counts.parse(process.ask("counts"));
    }

    /** The times at which timed customers' payouts arrived. Each time is returned only once. */
    public Moments takeSeen() {
        return Moments.parse(process.ask("seen"));
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
