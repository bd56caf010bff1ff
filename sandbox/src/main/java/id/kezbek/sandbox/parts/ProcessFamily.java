package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and its descendants. Tests use this class to freeze, continue or kill servers. A signal reaches the parent
 * first, so that the parent cannot start further processes meanwhile.
 *
 * @param members the parent and then its descendants, at the time of the list
 */
public record ProcessFamily(List<ProcessHandle> members) {

    private static final Duration SIGNAL_MAX = Duration.ofSeconds(5);
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    public ProcessFamily {
        members = List.copyOf(members);
    }

    /** The family of a running process; empty if the process does not exist. */
    public static Optional<ProcessFamily> of(long pid) {
        return ProcessHandle.of(pid)
                .map(parent -> new ProcessFamily(
                        Stream.concat(Stream.of(parent), parent.descendants()).toList()));
    }

    /** Freezes the processes. Their memory and connections remain. */
    public void freeze() {
        signal("STOP");
    }

    /** Continues the processes. */
    public void thaw() {
        signal("CONT");
    }

    /** Kills the processes at once, as a power failure would, and waits until they have ended. */
    public void kill() {
        members.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + END_MAX.toNanos();
        while (members.stream().anyMatch(ProcessFamily::runs)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("processes " + pids() + " do not end");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /**
     * Java reports an ended process as alive until its parent has read its status. But such a process has no command
     * line any more.
     */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().isPresent();
    }

    /** Uses the shell's built-in kill: Java has no method for these signals, and small systems have no kill program. */
    private void signal(String name) {
        try {
            // If a descendant has already ended, the command still signals the other descendants.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pids())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(SIGNAL_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("processes " + pids() + " cannot be signalled", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String pids() {
        return members.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
    }
}
