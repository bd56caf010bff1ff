package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that still runs after its parent process was killed, for example with {@code kill -9}. Two servers that use
 * one folder would destroy the data. So before the next start, such a server is found by its pid file and stopped.
 */
public final class Orphan {

    /** The signals for a fast but clean shutdown of each server. */
    public enum Signal {
        /** PostgreSQL's fast shutdown. TERM would wait until all clients have disconnected. */
        INT,
        TERM
    }

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final Duration CLEAN_STOP_MAX = Duration.ofSeconds(10);
    private static final Duration FORCED_STOP_MAX = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private Orphan() {}

    /**
     * Stops the process in the pid file, if this process is running and wrote the file.
     *
     * @param pidFile contains the pid in its first line; may be missing
     * @param mark a text in the command line of the process, for example its folder. The system reuses pids, and
     *     another process must never be stopped
     * @return whether there was such a process
     */
    public static boolean stop(Path pidFile, String mark, Signal signal) {
        Optional<ProcessHandle> found = find(pidFile, mark);
        found.ifPresent(process -> {
            LOG.info("stopping process {} of an earlier run on {}", process.pid(), mark);
            end(process, mark, signal);
        });
        return found.isPresent();
    }

    /** The running process with the pid in the file, if its command line contains the mark. */
    public static Optional<ProcessHandle> find(Path pidFile, String mark) {
        return pid(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(mark))
                        .isPresent());
    }

    private static Optional<Long> pid(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(line -> Long.parseLong(line.strip()));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static void end(ProcessHandle process, String mark, Signal signal) {
        send(process.pid(), signal);
        if (!hasEnded(process, mark, CLEAN_STOP_MAX)) {
            process.destroyForcibly();
            if (!hasEnded(process, mark, FORCED_STOP_MAX)) {
                throw new CannotStart("process " + process.pid()
                        + " of an earlier run does not stop; stop it with kill -9 " + process.pid());
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process, String mark, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (carries(process, mark)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /**
     * Whether the process is still running. Without an init process, as in some containers, an ended process can stay
     * in the process table. Java then reports it as alive, but it has no command line any more.
     */
    private static boolean carries(ProcessHandle process, String mark) {
        return process.isAlive()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains(mark))
                        .isPresent();
    }

    /**
     * Sends a signal with the shell's built-in kill, because Java has no method for it and small systems have no kill
     * program.
     */
    public static void send(long pid, Signal signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(FORCED_STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new CannotStart("cannot signal process " + pid + " of an earlier run; stop it by hand", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
