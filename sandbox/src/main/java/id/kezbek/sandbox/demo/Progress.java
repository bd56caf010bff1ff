package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.demo.reckoning.Figures;
import java.io.PrintStream;

/** Shows progress: as a bar on a terminal, otherwise as a line after every 10 percent. Thread-safe. */
public final class Progress implements AutoCloseable {

    private static final int BAR_CHARACTERS = 30;
    private static final int PERCENT_A_LINE = 10;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private final String what;
    private final long total;
    private long done;
    private long drawnAtNanos = System.nanoTime() - REDRAW_NANOS;
    private long nextPercent = PERCENT_A_LINE;

    Progress(PrintStream out, boolean terminal, String what, long total) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.total = Math.max(1, total);
    }

    synchronized void one() {
        reached(done + 1);
    }

    public synchronized void reached(long now) {
        done = Math.min(now, total);
        if (terminal) {
            redraw();
        } else {
            line();
        }
    }

    private void redraw() {
        long now = System.nanoTime();
        if (now - drawnAtNanos < REDRAW_NANOS && done < total) {
            return;
        }
        drawnAtNanos = now;
        int filled = (int) (done * BAR_CHARACTERS / total);
        out.print(CLEAR_LINE + "   " + what + " [" + "█".repeat(filled) + "·".repeat(BAR_CHARACTERS - filled) + "] "
                + Figures.count(done) + " of " + Figures.count(total));
        out.flush();
    }

    private void line() {
        long percent = done * 100 / total;
        if (percent >= nextPercent) {
            out.println("   " + what + ": " + Figures.count(done) + " of " + Figures.count(total));
            out.flush();
            nextPercent = (percent / PERCENT_A_LINE + 1) * PERCENT_A_LINE;
        }
    }

    @Override
    public synchronized void close() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
