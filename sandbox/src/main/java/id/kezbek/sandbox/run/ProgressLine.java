package id.kezbek.sandbox.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows progress while a person waits: one updated line on a terminal, otherwise a line for each event. */
final class ProgressLine implements AutoCloseable {

    private static final long REFRESH_MILLIS = 200;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final List<String> waiting;
    private final ScheduledExecutorService refresh = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    ProgressLine(PrintStream out, boolean terminal, List<String> waitedFor) {
        this.out = out;
        this.terminal = terminal;
        this.waiting = new CopyOnWriteArrayList<>(waitedFor);
        if (terminal) {
            var unused = refresh.scheduleAtFixedRate(this::draw, 0, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            out.println("starting " + String.join(", ", waitedFor));
        }
    }

    void ready(String part, long millis) {
        waiting.remove(part);
        if (!terminal) {
            out.println("  " + part + " ready after " + seconds(Duration.ofMillis(millis)));
        }
    }

    private synchronized void draw() {
        out.print(CLEAR_LINE + "starting, " + seconds(elapsed()) + ": waiting for " + String.join(", ", waiting));
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Formats a duration in tenths of a second. */
    static String seconds(Duration duration) {
        long tenths = duration.toMillis() / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    @Override
    public void close() {
        refresh.shutdownNow();
        synchronized (this) {
            if (terminal) {
                out.print(CLEAR_LINE);
                out.flush();
            }
        }
    }
}
