package id.kezbek.partners;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
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

    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WAITING_MAX = 8;
    private static final float JPEG_QUALITY = 0.9f;

    /** An upload at the wrong moment. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** It takes more work than an image of its size needs. */
    static final class TooCostly extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final ThreadPoolExecutor THREAD = thread();

    private ImageWork() {}

    /**
     * The image encoded anew in its format, {@code png} or {@code jpeg}.
     *
     * @throws IOException where it cannot be decoded
     */
    static byte[] encodedAnew(byte[] bytes, String format) throws IOException, Busy, TooCostly {
        Job job = new Job(bytes, format);
        Future<byte[]> result;
        try {
            result = THREAD.submit(job::run);
        } catch (RejectedExecutionException full) {
            throw new Busy();
        }
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
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

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("images").factory());
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private static final class Job {

        private final byte[] bytes;
        private final String format;
        private volatile @Nullable ImageReader reader;
        private volatile boolean aborted;

        Job(byte[] bytes, String format) {
            this.bytes = bytes;
            this.format = format;
        }

        boolean abort() {
            aborted = true;
            ImageReader begun = reader;
            if (begun == null) {
                return false;
            }
            begun.abort();
            return true;
        }

        byte[] run() throws IOException {
            BufferedImage image = decoded();
            if (image == null || aborted) {
                throw new IOException("The image was not decoded");
            }
            return encoded(image);
        }

        private @Nullable BufferedImage decoded() throws IOException {
            try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
                Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
                ImageReader one = readers.next();
                reader = one;
                try {
                    // Metadata is skipped: compressed text inside it is a way to fill the memory.
                    one.setInput(input, true, true);
                    return aborted ? null : one.read(0);
                } finally {
                    one.dispose();
                }
            }
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
