package id.kezbek.trials.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The processor time of processes, from Linux. On other systems, the time is unknown. */
public final class CpuTime {

    private static final Path PROC = Path.of("/proc");
    /** Linux reports processor time in hundredths of a second on every architecture. */
    private static final long MICROS_A_TICK = 10_000;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    /** The processor time of one process; empty if it is unknown. */
    public static OptionalLong ofProcess(long pid) {
        String[] stat = stat(PROC.resolve(Long.toString(pid)));
        return stat.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of((ticks(stat, USER) + ticks(stat, SYSTEM)) * MICROS_A_TICK);
    }

    /** The processor time of a process and all its children, including children that have ended. */
    public static OptionalLong ofFamily(long pid) {
        String[] parent = stat(PROC.resolve(Long.toString(pid)));
        if (parent.length == 0) {
            return OptionalLong.empty();
        }
        long sum = ticks(parent, USER)
                + ticks(parent, SYSTEM)
                + ticks(parent, CHILDREN_USER)
                + ticks(parent, CHILDREN_SYSTEM);
        try (Stream<Path> processes = Files.list(PROC)) {
            sum += processes
                    .map(CpuTime::stat)
                    .filter(stat -> stat.length > 0 && ticks(stat, PARENT) == pid)
                    .mapToLong(stat -> ticks(stat, USER) + ticks(stat, SYSTEM))
                    .sum();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sum * MICROS_A_TICK);
    }

    /** The parent of a process. */
    public static OptionalLong parentOf(long pid) {
        String[] stat = stat(PROC.resolve(Long.toString(pid)));
        return stat.length == 0 ? OptionalLong.empty() : OptionalLong.of(ticks(stat, PARENT));
    }

    /**
     * The fields after the program's name; empty if the process is not running. The name is skipped because it may
     * contain blanks.
     */
    private static String[] stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException | IndexOutOfBoundsException gone) {
            return new String[0];
        }
    }

    private static long ticks(String[] stat, int field) {
        return Long.parseLong(stat[field]);
    }
}
