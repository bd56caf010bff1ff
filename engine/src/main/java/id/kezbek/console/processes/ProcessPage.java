package id.kezbek.console.processes;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page of processes.
 *
 * @param hasAllCalls true if the page shows all operations of the process; false if it shows only the busiest
 * @param refreshes the number of automatic refreshes that are left; without a limit, an unattended session would never
 *     expire
 */
public record ProcessPage(Figures figures, boolean hasAllCalls, int refreshes) {

    static final String PATH = "/console/processes";
    static final int REFRESHES_MAX = 60;

    private static final int CALLS_MAX = 20;
    private static final double BYTES_PER_GIBIBYTE = 1 << 30;
    private static final double FINE_BELOW = 10;
    private static final double LEAST = 0.1;

    public boolean isLive() {
        return refreshes > 0;
    }

    /** The URL of the next refresh; null after the last refresh. */
    public @Nullable String next() {
        return isLive() ? address(hasAllCalls, refreshes - 1) : null;
    }

    /** The URL that stops the automatic refresh, or starts it again. */
    public String toggled() {
        return address(hasAllCalls, isLive() ? 0 : REFRESHES_MAX);
    }

    /** The URL that shows all operations, or again only the busiest. */
    public String otherCalls() {
        return address(!hasAllCalls, refreshes);
    }

    private static String address(boolean hasAllCalls, int refreshes) {
        Map<String, String> values = new TreeMap<>();
        if (hasAllCalls) {
            values.put("calls", "all");
        }
        if (refreshes > 0) {
            values.put("refreshes", Integer.toString(refreshes));
        }
        return Filters.address(PATH, values);
    }

    public List<Figures.Call> calls() {
        List<Figures.Call> all = figures.process().requests().calls();
        return hasAllCalls ? all : all.subList(0, Math.min(CALLS_MAX, all.size()));
    }

    /** Whether the process has more operations than the first view of the page. */
    public boolean hasMoreCalls() {
        return figures.process().requests().calls().size() > CALLS_MAX;
    }

    /** A rate per second or a time in milliseconds. Values below 10 have one decimal. */
    public static String fine(Screen screen, double value) {
        return value > 0 && value < LEAST
                ? "< " + screen.written().decimal(LEAST, 1)
                : screen.written().decimal(value, value > 0 && value < FINE_BELOW ? 1 : 0);
    }

    public static String millis(Screen screen, @Nullable Double millis) {
        return millis == null ? screen.text("frame.none") : fine(screen, millis) + " ms";
    }

    public static String gibibytes(Screen screen, long bytes) {
        return screen.written().decimal(bytes / BYTES_PER_GIBIBYTE, 2) + " GiB";
    }

    /** Formats a share from 0 to 1 as a percentage. */
    public static String percent(Screen screen, double share) {
        return fine(screen, share * 100) + " %";
    }
}
