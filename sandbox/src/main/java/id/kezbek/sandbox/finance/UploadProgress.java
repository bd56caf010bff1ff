package id.kezbek.sandbox.finance;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The body of an upload. After the first seconds, this class prints the progress at intervals. */
final class UploadProgress implements AutoCloseable {

    private static final long EVERY_SECONDS = 3;
    private static final int MEGABYTE = 1_000_000;

    private final byte[] bytes;
    private final PrintStream out;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    /** The client's thread writes this field, and the thread that prints the progress reads it. */
    private volatile int left;

    UploadProgress(byte[] bytes, PrintStream out) {
        this.bytes = bytes;
        this.out = out;
        this.left = bytes.length;
        var unused = ticks.scheduleAtFixedRate(this::say, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    BodyPublisher body() {
        if (bytes.length == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::counted), bytes.length);
    }

    private InputStream counted() {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                int read = super.read(into, offset, length);
                left = available();
                return read;
            }
        };
    }

    private void say() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        out.println(
                left > 0
                        ? String.format(
                                Locale.ROOT,
                                "  %d s: %.1f of %.1f MB sent",
                                seconds,
                                (double) (bytes.length - left) / MEGABYTE,
                                (double) bytes.length / MEGABYTE)
                        : "  " + seconds + " s: the file is sent; the engine reads and matches it");
        out.flush();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
