package id.kezbek.trials.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Prints the measurements. */
final class BenchReport {

    private static final String NOT_TOLD = "n/a";

    private final PrintStream out;

    BenchReport(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void head() {
        say("");
        say(String.format(
                Locale.ROOT,
                "%-16s %12s %9s %9s %9s %12s %12s %7s",
                "case",
                "purchases/s",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "engine us",
                "postgres us",
                "errors"));
    }

    void result(String name, CaseResult result) {
        Measured measured = result.measured();
        boolean timed = measured.latencies().getTotalCount() > 0;
        say(String.format(
                Locale.ROOT,
                "%-16s %,12.0f %9s %9s %9s %12s %12s %7d",
                name,
                measured.perSecond(),
                timed ? millis(measured, 50) : "",
                timed ? millis(measured, 99) : "",
                timed ? millis(measured, 99.9) : "",
                timed ? each(result.engineMicros(), measured) : "",
                each(result.postgresMicros(), measured),
                measured.errors()));
        if (measured.errors() > 0) {
            say("  first error: " + measured.firstError());
        }
    }

    void rows(WrittenRows engine, WrittenRows floor) {
        say("");
        say("rows inserted or updated per purchase        engine    floor");
        TreeSet<String> tables = new TreeSet<>(engine.byTable().keySet());
        tables.addAll(floor.byTable().keySet());
        tables.stream()
                .filter(table -> engine.of(table) + floor.of(table) > 0)
                .forEach(table -> row(table, engine.perPurchase(table), floor.perPurchase(table)));
        row("in all", engine.perPurchaseInAll(), floor.perPurchaseInAll());
    }

    void ratio(String name, double ratio) {
        say(String.format(Locale.ROOT, "%s %.2f", name, ratio));
    }

    private void row(String name, double engine, double floor) {
        say(String.format(Locale.ROOT, "  %-40s %8.2f %8.2f", name, engine, floor));
    }

    private static String millis(Measured measured, double percent) {
        return String.format(Locale.ROOT, "%.2f", measured.millisAt(percent));
    }

    private static String each(OptionalLong micros, Measured measured) {
        return micros.isEmpty() || measured.purchases() == 0
                ? NOT_TOLD
                : String.format(Locale.ROOT, "%.0f", (double) micros.getAsLong() / measured.purchases());
    }
}
