package id.kezbek.partners.logos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.Eventually;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread, a short time limit, one waiting image; and an image that takes a decoder some seconds. */
@Timeout(120)
class ImageWorkTest {

    private static final byte[] GOOD = PartnerSamples.image("jpeg", 64, 64);
    private static final int SCANS = 400;

    @Test
    void reencodesWithinTimeLimit() throws Exception {
        ImageWork work = new ImageWork(Duration.ofSeconds(30), 1);
        assertThat(work.encodedAnew(GOOD, "jpeg")).startsWith((byte) 0xFF, (byte) 0xD8);
    }

    @Test
    void keepsNoCallerLongerThanItsPatience() {
        ImageWork work = new ImageWork(Duration.ofMillis(100), 1);
        assertThatThrownBy(() -> encodedAnewOnceTheMachineHasTime(work)).isInstanceOf(ImageWork.TooCostly.class);
    }

    /** An image that got little processor time is refused as Busy, however costly it is. */
    private static void encodedAnewOnceTheMachineHasTime(ImageWork work) throws Exception {
        for (int attempts = 1; ; attempts++) {
            try {
                work.encodedAnew(costly(), "jpeg");
                return;
            } catch (ImageWork.Busy busy) {
                assertThat(attempts).as("attempts on a busy machine").isLessThan(50);
            }
        }
    }

    @Test
    void refusesWhenBusyForTooLong() throws Exception {
        byte[] costly = costly();
        ImageWork work = new ImageWork(Duration.ofMillis(200), 1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> first = callers.submit(() -> work.encodedAnew(costly, "jpeg"));
            Future<byte[]> second = callers.submit(() -> work.encodedAnew(costly, "jpeg"));
            Future<byte[]> third = callers.submit(() -> work.encodedAnew(costly, "jpeg"));

            assertThat(failures(first, second, third))
                    .as("one is decoded, one waits in vain, one finds no place to wait")
                    .containsOnlyOnce(ImageWork.TooCostly.class)
                    .contains(ImageWork.Busy.class);
        }

        Eventually.holds("the thread takes good images again", () -> {
            try {
                return work.encodedAnew(GOOD, "jpeg").length > 0;
            } catch (ImageWork.Busy stillDecoding) {
                return false;
            } catch (IOException | ImageWork.TooCostly other) {
                throw new AssertionError(other);
            }
        });
    }

    private static List<Class<?>> failures(Future<?>... calls) throws InterruptedException {
        List<Class<?>> failures = new ArrayList<>();
        for (Future<?> call : calls) {
            try {
                call.get();
            } catch (ExecutionException failed) {
                failures.add(failed.getCause().getClass());
            }
        }
        return failures;
    }

    /** A small file that repeats its last scan over all pixels many times. */
    private static byte[] costly() throws IOException {
        byte[] progressive = progressive();
        int end = progressive.length - 2;
        int lastScan = end;
        while (!((progressive[lastScan] & 0xFF) == 0xFF && (progressive[lastScan + 1] & 0xFF) == 0xDA)) {
            lastScan--;
        }
        ByteArrayOutputStream crafted = new ByteArrayOutputStream();
        crafted.write(progressive, 0, end);
        for (int scan = 0; scan < SCANS; scan++) {
            crafted.write(progressive, lastScan, end - lastScan);
        }
        crafted.write(progressive, end, 2);
        return crafted.toByteArray();
    }

    private static byte[] progressive() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(written)) {
            writer.setOutput(output);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(
                    null, new IIOImage(new BufferedImage(2_048, 2_048, BufferedImage.TYPE_INT_RGB), null, null), param);
        } finally {
            writer.dispose();
        }
        return written.toByteArray();
    }
}
