package id.kezbek.trials.bench.road;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stage of the processing. The stack of a sample shows its stage: the first frame from the top that belongs to a
 * stage decides. So the time of a log line belongs to the stage {@code LOG}, and the time of an SQL statement belongs
 * to the stage whose code sends the statement. If no frame matches, the thread's name decides.
 */
public enum Stage {
    HTTP("http"),
    ACCEPT("accept"),
    DISPATCH("dispatch"),
    PROVIDER_CALL("provider-call"),
    OUTCOME("outcome"),
    EVENTS("events"),
    EMAIL("e-mail"),
    ROLL_UPS("roll-ups"),
    LOG("log"),
    GC("gc"),
    JIT("jit"),
    OTHER("other");

    private static final String OURS = "id.kezbek.";

    /** The code of the roll-ups. All code that it calls belongs to the same stage. */
    private static final List<String> OF_ROLL_UPS = List.of(OURS + "reporting.rollup.", OURS + "reporting.jobs.RollUp");

    /**
     * Prefixes of class names. Code that several stages share is not in this list, because the caller of such code
     * decides.
     */
    private static final Map<Stage, List<String>> FRAMES = new EnumMap<>(Map.of(
            LOG, List.of("ch.qos.logback.", "org.slf4j.", OURS + "startup.process.JsonLogLine"),
            EVENTS, List.of(OURS + "facts."),
            EMAIL,
                    List.of(
                            OURS + "notifications.",
                            OURS + "adapters.smtp.",
                            OURS + "adapters.aws.",
                            OURS + "shared.queues.",
                            "jakarta.mail.",
                            "org.eclipse.angus.",
                            "org.springframework.mail.",
                            "io.awspring.",
                            "software.amazon.awssdk."),
            PROVIDER_CALL,
                    List.of(OURS + "payouts.providers.", OURS + "payouts.dispatch.Sending", "jdk.internal.net.http."),
            OUTCOME, List.of(OURS + "payouts.outcome."),
            DISPATCH,
                    List.of(
                            OURS + "payouts.dispatch.",
                            OURS + "payouts.pricing.Routing",
                            OURS + "payouts.jobs.DispatchLoop"),
            ACCEPT,
                    List.of(
                            OURS + "cashback.accept.",
                            OURS + "cashback.rules.",
                            OURS + "loyalty.",
                            OURS + "ledger.",
                            OURS + "payouts.OpenPayouts",
                            OURS + "payouts.PurchasePayouts"),
            HTTP,
                    List.of(
                            "org.apache.catalina.",
                            "org.apache.coyote.",
                            "org.apache.tomcat.",
                            "org.springframework.web.",
                            "org.springframework.security.",
                            OURS + "cashback.web.",
                            OURS + "access.",
                            OURS + "limits.",
                            OURS + "openapi.",
                            OURS + "shared.web.",
                            OURS + "shared.security.")));

    private static final Map<Stage, List<String>> THREADS = new EnumMap<>(Map.of(
            HTTP, List.of("tomcat-", "http-nio-"),
            ACCEPT, List.of("accept-"),
            DISPATCH, List.of("dispatch"),
            PROVIDER_CALL, List.of("payout-", "provider-", "HttpClient-"),
            OUTCOME, List.of("outcome"),
            EMAIL, List.of("aws-", "sdk-", "cezbek-emails"),
            GC, List.of("GC Thread", "G1 ", "VM Thread", "Shenandoah", "ZWorker", "ZDriver"),
            JIT, List.of("C1 Compiler", "C2 Compiler")));

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The printed name. */
    String label() {
        return label;
    }

    /**
     * The stage of a sample.
     *
     * @param classes the classes of the frames, from the top
     */
    public static Stage of(List<String> classes, String thread) {
        if (classes.stream().anyMatch(name -> OF_ROLL_UPS.stream().anyMatch(name::startsWith))) {
            return ROLL_UPS;
        }
        return classes.stream()
                .map(name -> startingSo(FRAMES, name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> ofThread(thread));
    }

    /** The stage of a thread if only its name is known, for example a thread of the JVM. */
    public static Stage ofThread(String name) {
        return startingSo(THREADS, name).orElse(OTHER);
    }

    private static Optional<Stage> startingSo(Map<Stage, List<String>> table, String name) {
        return table.entrySet().stream()
                .filter(stage -> stage.getValue().stream().anyMatch(name::startsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
