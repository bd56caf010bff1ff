package id.kezbek.adapters.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A disk that may hang, for example a network disk. A hanging read cannot be interrupted. So only a few separate
 * threads access the disk, and each caller waits only for a limited time. The threads are platform threads, because
 * file access would block the carriers of virtual threads.
 */
final class Disk implements AutoCloseable {

    static final int THREADS = 4;
    private static final int WAITING_MAX = 64;
    private static final long IDLE_SECONDS = 30;

    /** Work that reads or writes files. */
    interface Work<T> extends Callable<T> {

        @Override
        T call() throws IOException;
    }

    private final Duration patience;
    private final ThreadPoolExecutor threads;

    Disk(Duration patience) {
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("disk-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the work and waits for its result for a limited time.
     *
     * @throws SocketTimeoutException if the disk does not respond in time, or too much work is waiting; started work
     *     may still complete
     * @throws IOException if the work fails
     */
    <T> T ask(Work<T> work) throws IOException {
        FutureTask<T> answer = new FutureTask<>(work);
        try {
            threads.execute(answer);
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException hangs) {
            giveUp(answer);
            throw new SocketTimeoutException("The disk does not respond");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("File access failed", failed.getCause());
        } catch (InterruptedException stopped) {
            giveUp(answer);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The caller no longer waits for the disk");
        }
    }

    /** Removes the work from the queue, because the caller no longer waits for the result. */
    private void giveUp(FutureTask<?> answer) {
        answer.cancel(true);
        boolean hadNotBegun = threads.remove(answer);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
