package id.kezbek.trials.torture;

import id.kezbek.trials.torture.checks.Figures;
import id.kezbek.trials.torture.checks.Violation;
import id.kezbek.trials.torture.disturbances.Disturber;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The text output during the run and after it. */
final class TortureReport {

    private static final int VIOLATIONS_TOLD = 50;

    private final PrintStream out;

    TortureReport(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    void cycle(Cycle cycle, int of, Disturber.Done done, Duration took, int acknowledged) {
        say("%4d/%d  %-62s  %-7s  %6s  %6d purchases  %s"
                .formatted(
                        cycle.number(),
                        of,
                        cycle.disturbance().what(),
                        done.reached() ? "reached" : "MISSED",
                        seconds(took),
                        acknowledged,
                        done.note())
                .stripTrailing());
    }

    void figures(Figures figures) {
        say("");
        figures.counts().forEach((name, count) -> say(row(name, Long.toString(count))));
        say(row("ledger sum", figures.ledgerSum().toPlainString()));
        say(row("a cycle, mean", figures.meanMillis() + " ms"));
        say(row("a cycle, worst", figures.worstMillis() + " ms"));
        if (!figures.points().isEmpty() || !figures.notReached().isEmpty()) {
            say("crash points reached, " + figures.points().size() + ":");
            figures.points().forEach((point, count) -> say(row("  " + point, Integer.toString(count))));
            figures.notReached().forEach((point, count) -> say(row("  " + point, count + " times armed, not reached")));
        }
    }

    void violations(List<Violation> violations) {
        violations.stream().limit(VIOLATIONS_TOLD).forEach(violation -> say("WRONG  " + violation));
        if (violations.size() > VIOLATIONS_TOLD) {
            say("and " + (violations.size() - VIOLATIONS_TOLD) + " more");
        }
    }

    private static String seconds(Duration took) {
        return took.toSeconds() + "." + took.toMillisPart() / 100 + " s";
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-48s %12s", name, value);
    }
}
