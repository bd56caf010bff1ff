package id.kezbek.reporting.export;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Writes a page in a separate thread while the caller reads the next page. At most one page waits to be written. */
final class PageWriter implements AutoCloseable {

    /** Writes the items of a page. */
    interface Rows {
        void write(List<?> items) throws IOException;
    }

    private final Rows rows;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("write-export").daemon().factory());

    private @Nullable Future<?> running;

    PageWriter(Rows rows) {
        this.rows = rows;
    }

    /** Waits until the previous page is written, and then starts to write this page. */
    void write(List<?> items) throws IOException {
        finish();
        running = thread.submit(() -> {
            rows.write(items);
            return null;
        });
    }

    /**
     * Waits until all pages are written.
     *
     * @throws IOException if writing a page failed
     */
    void finish() throws IOException {
        if (running == null) {
            return;
        }
        try {
            running.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("A page could not be written", failed);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a page was written", stopped);
        }
    }

    /** Waits until the current page is written, and discards the waiting page. */
    @Override
    public void close() {
        thread.close();
    }
}
