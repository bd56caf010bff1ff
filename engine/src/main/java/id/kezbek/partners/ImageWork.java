package id.kezbek.partners;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * Decodes an image and encodes it anew, so that what is kept and served was written by us: crafted structures, metadata
 * and what follows an image do not come through. A decoder may be made to work for a long time, so one platform thread
 * of the process does all of it, with a bounded queue and a bounded time, beside the threads that serve calls.
 */
final class ImageWork {

    /** What all uploads of a process go through. */
    static final ImageWork OF_PROCESS = new ImageWork(Duration.ofSeconds(5), 8);

    private static final float JPEG_QUALITY = 0.9f;

    /** An upload at the wrong moment. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** It takes more work than an image of its size needs. */
    static final class TooCostly extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Duration patience;
    private final ThreadPoolExecutor thread;

    /**
     * @param patience how long one image may take, its wait for the thread included
     * @param waitingMax how many images may wait for the thread
     */
    ImageWork(Duration patience, int waitingMax) {
        this.patience = patience;
        this.thread = thread(waitingMax);
    }

    /**
     * The image encoded anew in its format, {@code png} or {@code jpeg}.
     *
     * @throws IOException where it cannot be decoded
     */
    byte[] encodedAnew(byte[] bytes, String format) throws IOException, Busy, TooCostly {
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
            boolean hadBegun = job.abort();
            if (hadBegun) {
                throw new TooCostly();
            }
            throw new Busy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Busy();
        } catch (ExecutionException failed) {
            // Decoders throw all kinds of exceptions on crafted input; each means that it is no image for us.
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

    private static final class Job {

        private final byte[] bytes;
        private final String format;
        private volatile boolean begun;
        private volatile boolean aborted;

        Job(byte[] bytes, String format) {
            this.bytes = bytes;
            this.format = format;
        }

        /**
         * Lets it end at its next step; a reader's own abort is for the reader's thread only.
         *
         * @return whether it had begun
         */
        boolean abort() {
            aborted = true;
            return begun;
        }

        byte[] run() throws IOException {
            BufferedImage image = decoded();
            if (image == null || aborted) {
                throw new IOException("The image was not decoded");
            }
            return encoded(image);
        }

        private @Nullable BufferedImage decoded() throws IOException {
            begun = true;
            ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
            try (ImageInputStream input = new MemoryCacheImageInputStream(source())) {
                // Metadata is skipped: compressed text inside it is a way to fill the memory.
                reader.setInput(input, true, true);
                return aborted ? null : reader.read(0);
            } finally {
                reader.dispose();
            }
        }

        /** The image's bytes, until nobody waits for it any more. */
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
