package id.kezbek.trials.bench.road.measure;

import id.kezbek.trials.bench.road.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processor time of a process's threads, from Linux. This includes the JVM's own threads, which samplers cannot
 * observe. The time is unknown on other systems, and for threads that have ended.
 *
 * @param byThread microseconds by thread id and name
 */
record ThreadTimes(Map<String, Long> byThread) {

    private static final long MICROS_A_TICK = 10_000;
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    ThreadTimes {
        byThread = Map.copyOf(byThread);
    }

    static ThreadTimes of(long pid) {
        Map<String, Long> times = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            threads.forEach(thread -> put(times, thread));
        } catch (IOException notLinux) {
            return new ThreadTimes(Map.of());
        }
        return new ThreadTimes(times);
    }

    private static void put(Map<String, Long> times, Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            int nameEnd = line.lastIndexOf(')');
            String[] rest = line.substring(nameEnd + 2).split(" ", -1);
            String name = line.substring(line.indexOf('(') + 1, nameEnd);
            times.put(
                    thread.getFileName() + " " + name,
                    (Long.parseLong(rest[USER]) + Long.parseLong(rest[SYSTEM])) * MICROS_A_TICK);
        } catch (IOException | IndexOutOfBoundsException ended) {
            // The thread has ended in the meantime.
            return;
        }
    }

    /** The time that the running threads of the stage have used since the earlier reading. */
    long since(ThreadTimes before, Stage stage) {
        return byThread.entrySet().stream()
                .filter(thread -> Stage.ofThread(name(thread.getKey())) == stage)
                .mapToLong(thread -> thread.getValue() - before.byThread.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private static String name(String idAndName) {
        return idAndName.substring(idAndName.indexOf(' ') + 1);
    }
}
