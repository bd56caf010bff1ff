package id.kezbek.partners.logos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and re-encodes an image. So stored images contain no metadata, no appended data, and no structures that
 * attack a decoder. Decoding may be slow. So one platform thread per process decodes images, with a bounded queue and a
 * time limit.
 */
public final class ImageWork {

    /** The decoding thread, which all uploads of a process share. */
    public static final ImageWork OF_PROCESS = new ImageWork(Duration.ofSeconds(5), 8);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final float JPEG_QUALITY = 0.9f;

    /** The decoding thread is processing other images. */
    public static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Decoding the image takes too much processor time. */
    public static final class TooCostly extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Duration patience;
    private final ThreadPoolExecutor thread;

    /**
     * @param patience the maximum time per image, including the time in the queue
     * @param waitingMax the maximum number of waiting images
     */
    ImageWork(Duration patience, int waitingMax) {
        this.patience = patience;
        this.thread = thread(waitingMax);
    }

    /**
     * Re-encodes the image in its format, {@code png} or {@code jpeg}.
     *
     * @throws IOException if the image cannot be decoded
     */
    public byte[] encodedAnew(byte[] bytes, String format) throws IOException, Busy, TooCostly {
        Job job = new Job(bytes, format);
        Future<byte[]> result;
        try {
            result = thread.submit(job::run);
        } catch (RejectedExecutionException full) {
            throw new Busy();
        }
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(false);
            // An image with little processor time was slow only because it waited for other images or for a CPU.
            if (job.abort().compareTo(patience.dividedBy(4)) >= 0) {
                throw new TooCostly();
            }
            throw new Busy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Busy();
        } catch (ExecutionException failed) {
            // Decoders throw many kinds of exceptions for invalid images.
            throw new IOException(failed);
        }
    }

    private static ThreadPoolExecutor thread(int waitingMax) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waitingMax),
                Thread.ofPlatform().daemon().name("images").factory());
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** @param cpuNanos the thread's processor time at the start of the work */
    private record Begin(long thread, long cpuNanos) {}

    private static final class Job {

        private final byte[] bytes;
        private final String format;
        private volatile @Nullable Begin begin;
        private volatile boolean aborted;

        Job(byte[] bytes, String format) {
            this.bytes = bytes;
            this.format = format;
        }

        /**
         * Aborts the decoding at its next step. The image reader's own abort method works only in the reader's thread.
         *
         * @return the processor time of the work; zero if the work had not begun. Elapsed time is not used, because a
         *     busy machine is slow even for a simple image
         */
        Duration abort() {
            aborted = true;
            Begin known = begin;
            return known == null
                    ? Duration.ZERO
                    : Duration.ofNanos(THREADS.getThreadCpuTime(known.thread()) - known.cpuNanos());
        }

        byte[] run() throws IOException {
            BufferedImage image = decoded();
            if (image == null || aborted) {
                throw new IOException("The image was not decoded");
            }
            return encoded(image);
        }

        private @Nullable BufferedImage decoded() throws IOException {
            begin = new Begin(Thread.currentThread().threadId(), THREADS.getCurrentThreadCpuTime());
            ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
            try (ImageInputStream input = new MemoryCacheImageInputStream(source())) {
                // Ignores metadata, because compressed text in metadata could exhaust the memory.
                reader.setInput(input, true, true);
                return aborted ? null : reader.read(0);
            } finally {
                reader.dispose();
            }
        }

        /** Supplies the image's bytes, and throws after {@link #abort}. */
        private InputStream source() {
            return new ByteArrayInputStream(bytes) {
                @Override
                public synchronized int read(byte[] into, int offset, int length) {
                    if (aborted) {
                        throw new CancellationException();
                    }
                    return super.read(into, offset, length);
                }
            };
        }

        private byte[] encoded(BufferedImage image) throws IOException {
            ByteArrayOutputStream written = new ByteArrayOutputStream(bytes.length);
            ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
            try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(written)) {
                writer.setOutput(output);
                ImageWriteParam param = writer.getDefaultWriteParam();
                if (format.toLowerCase(Locale.ROOT).equals("jpeg")) {
                    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    param.setCompressionQuality(JPEG_QUALITY);
                }
                writer.write(null, new IIOImage(image, null, null), param);
            } finally {
                writer.dispose();
            }
            return written.toByteArray();
        }
    }
}
