package id.kezbek.trials.bench.road;

import id.kezbek.trials.bench.CaseResult;
import id.kezbek.trials.bench.Measured;
import id.kezbek.trials.bench.road.measure.Clocks;
import id.kezbek.trials.bench.road.measure.Memory;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Prints the measurements as lines that people and programs can read. */
final class RoadReport {

    private final PrintStream out;

    RoadReport(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void say(String format, Object... values) {
        say(String.format(Locale.ROOT, format, values));
    }

    void result(int connections, RoadResult road, CaseResult alone, CaseResult floor) {
        say("");
        say(
                "road %d accepted %.0f paid %.0f mailed %.0f",
                connections, road.accepted().perSecond(), road.paidPerSecond(), road.mailedPerSecond());
        say("road-sustained %d %.0f", connections, road.sustainedPerSecond());
        say(
                "road-backlog %d payouts %d e-mails %d facts %d, gone after %.1f s of %.1f s of load",
                connections,
                road.backlog().payouts(),
                road.backlog().emails(),
                road.backlog().facts(),
                road.drainNanos() / 1e9,
                road.accepted().nanos() / 1e9);
        latencies("road-latency " + connections, road.accepted());
        if (alone.measured().purchases() > 0) {
            latencies("accept-latency " + connections, alone.measured());
        }
        costs(connections, road, alone, floor);
    }

    private void latencies(String name, Measured measured) {
        say(
                "%s p50 %.1f ms p99 %.1f ms p99.9 %.1f ms",
                name, measured.millisAt(50), measured.millisAt(99), measured.millisAt(99.9));
    }

    private void costs(int connections, RoadResult road, CaseResult alone, CaseResult floor) {
        Clocks clocks = road.clocks();
        if (!clocks.isTold()) {
            say("road-us %d n/a", connections);
            return;
        }
        String job = clocks.micros().containsKey(Clocks.JOB)
                ? String.format(
                        Locale.ROOT,
                        " (api %.0f job %.0f)",
                        road.each(clocks.of(Clocks.ENGINE)),
                        road.each(clocks.of(Clocks.JOB)))
                : "";
        say(
                "road-us %d engine %.0f postgres %.0f%s doubles %.0f queue %.0f load %.0f",
                connections,
                road.each(clocks.engines()),
                road.each(clocks.of(Clocks.POSTGRES)),
                job,
                road.each(clocks.of(Clocks.DOUBLES)),
                road.each(clocks.of(Clocks.QUEUE)),
                road.each(clocks.of(Clocks.LOAD)));
        double floorEach = each(floor, floor.postgresMicros().orElse(0));
        double engineAlone = each(alone, alone.engineMicros().orElse(0));
        say(
                "accept-us %d engine %.0f postgres %.0f at %.0f a second; floor postgres %.0f at %.0f a second",
                connections,
                engineAlone,
                each(alone, alone.postgresMicros().orElse(0)),
                alone.measured().perSecond(),
                floorEach,
                floor.measured().perSecond());
        if (floorEach > 0) {
            say("road-to-floor %d %.1f", connections, road.microsEach() / floorEach);
        }
        if (engineAlone > 0) {
            say("road-to-accept %d %.2f", connections, road.each(clocks.engines()) / engineAlone);
            say(
                    "road-p99-to-accept %d %.2f",
                    connections,
                    road.accepted().millisAt(99)
                            / Math.max(0.001, alone.measured().millisAt(99)));
        }
    }

    /** Prints the share of each stage in the engines' processor time. */
    void stages(int connections, RoadResult road, Map<Stage, Double> micros) {
        double all = micros.values().stream().mapToDouble(Double::doubleValue).sum();
        micros.forEach((stage, value) -> say(
                "stage %d %s %.1f %% %.0f us",
                connections, stage.label(), all == 0 ? 0 : value * 100 / all, value / Math.max(1, road.purchases())));
    }

    /** Prints the time from the response until the provider's payment. */
    void latency(String name, Histogram latencies) {
        say(
                "latency %s p50 %.0f ms p99 %.0f ms (%d payouts timed)",
                name,
                latencies.getValueAtPercentile(50) / 1_000.0,
                latencies.getValueAtPercentile(99) / 1_000.0,
                latencies.getTotalCount());
    }

    void memory(int connections, RoadWorld world) {
        for (RoadEngine engine : world.road()) {
            Memory memory = engine.memory();
            String which = world.job().isEmpty() ? "" : engine.equals(world.api()) ? " (api)" : " (job)";
            say("rss %d %d MB, at most %d MB%s", connections, memory.now(), memory.most(), which);
        }
    }

    private static double each(CaseResult result, long micros) {
        long purchases = result.measured().purchases();
        return purchases == 0 ? 0 : (double) micros / purchases;
    }
}
