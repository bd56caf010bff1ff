package id.kezbek.partners;

import id.kezbek.partners.logos.ImageWork;
import id.kezbek.shared.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A partner's logo: a PNG or JPEG image, decoded and re-encoded at upload. */
public final class Logo {

    public static final int BYTES_MAX = 1024 * 1024;
    public static final int SIDE_MIN = 16;
    public static final int SIDE_MAX = 4096;
    /** The maximum number of pixels, for example 2048 by 2048. */
    public static final int PIXELS_MAX = 2_048 * 2_048;
    /**
     * The maximum number of scans of a progressive JPEG. The decoder processes all pixels in each scan. Encoders
     * usually write about ten scans.
     */
    static final int SCANS_MAX = 20;
    /** The maximum size after re-encoding, which may make an image larger. */
    public static final int STORED_BYTES_MAX = 4 * BYTES_MAX;

    /** The folder of re-encoded logos. Logos that older engines stored are in the parent folder, unchanged. */
    public static final String FOLDER = "logos/anew/";

    private static final byte[] PNG_BEGINNING = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG_BEGINNING = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final int JPEG_MARKER = 0xFF;
    private static final int JPEG_SCAN = 0xDA;
    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(5);

    /** The image formats that all browsers and mail programs show safely. */
    private enum Format {
        PNG("png", "png", "image/png", PNG_BEGINNING),
        JPEG("jpg", "jpeg", "image/jpeg", JPEG_BEGINNING);

        private final String extension;
        private final String codec;
        private final String contentType;
        private final byte[] beginning;

        Format(String extension, String codec, String contentType, byte[] beginning) {
            this.extension = extension;
            this.codec = codec;
            this.contentType = contentType;
            this.beginning = beginning;
        }

        boolean begins(byte[] bytes) {
            return bytes.length > beginning.length
                    && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
        }
    }

    /** The result of reading an uploaded image. */
    public sealed interface Reading {
        record Accepted(Logo logo) implements Reading {}

        /**
         * The image is not a valid logo.
         *
         * @param reason the error for the caller
         * @param isTooCostly whether the image takes too long to decode, or is too large after re-encoding
         */
        record Refused(String reason, boolean isTooCostly) implements Reading {

            Refused(String reason) {
                this(reason, false);
            }
        }
    }

    private final byte[] bytes;
    private final Format format;

    private Logo(byte[] bytes, Format format) {
        this.bytes = bytes;
        this.format = format;
    }

    /** A stored logo. The image was decoded at upload, so only its format is checked. */
    public static Optional<Logo> stored(byte[] bytes) {
        return Arrays.stream(Format.values())
                .filter(format -> format.begins(bytes))
                .findFirst()
                .map(format -> new Logo(bytes, format));
    }

    /**
     * Checks an uploaded image by its content and re-encodes it. The upload's file name and content type are ignored.
     *
     * @throws Refusal TOO_MANY_REQUESTS if other images are being processed
     */
    public static Reading read(byte[] bytes) {
        return bytes.length > BYTES_MAX
                ? new Reading.Refused("must have at most 1 MB")
                : read(bytes, ImageWork.OF_PROCESS);
    }

    /**
     * Like {@link #read(byte[])}, but for a file that an older engine stored. The file may be larger than the current
     * limit.
     *
     * @throws Refusal TOO_MANY_REQUESTS if other images are being processed
     */
    public static Reading read(byte[] bytes, ImageWork work) {
        if (bytes.length == 0) {
            return new Reading.Refused("is required");
        }
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            return readers.hasNext() ? read(bytes, input, readers.next(), work) : notAnImage();
        } catch (Refusal busy) {
            throw busy;
        } catch (IOException | RuntimeException undecodable) {
            // Decoders throw many kinds of exceptions for invalid images.
            return notAnImage();
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String contentType() {
        return format.contentType;
    }

    /** The file extension, without a dot. */
    public String extension() {
        return format.extension;
    }

    private static Reading read(byte[] bytes, ImageInputStream input, ImageReader reader, ImageWork work)
            throws IOException {
        try {
            Format format = switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
                case "png" -> Format.PNG;
                case "jpeg", "jpg" -> Format.JPEG;
                default -> throw new IOException("Another format");
            };
            // Ignores metadata, because compressed text in metadata could exhaust the memory.
            reader.setInput(input, true, true);
            // Checks the dimensions in the header before decoding, because decoding a huge image is expensive.
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (!isSide(width) || !isSide(height)) {
                return new Reading.Refused("must measure 16 to 4096 pixels on each side");
            }
            if ((long) width * height > PIXELS_MAX) {
                return new Reading.Refused("must have at most " + PIXELS_MAX + " pixels, for example 2048 by 2048");
            }
            if (format == Format.JPEG && scans(bytes) > SCANS_MAX) {
                return new Reading.Refused("must have at most " + SCANS_MAX + " scans; save it as a baseline JPEG");
            }
            return encodedAnew(bytes, format, work);
        } finally {
            reader.dispose();
        }
    }

    private static Reading encodedAnew(byte[] bytes, Format format, ImageWork work) throws IOException {
        try {
            byte[] anew = work.encodedAnew(bytes, format.codec);
            return anew.length <= STORED_BYTES_MAX
                    ? new Reading.Accepted(new Logo(anew, format))
                    : new Reading.Refused("is too large after re-encoding; send fewer pixels", true);
        } catch (ImageWork.TooCostly costly) {
            return new Reading.Refused("takes too long to decode; save it in a simpler form", true);
        } catch (ImageWork.Busy busy) {
            throw Refusal.tooMany("the engine is processing other images; try again in a moment", BUSY_RETRY_AFTER);
        }
    }

    /**
     * Counts the scan markers 0xFF 0xDA. Compressed data never contains these two bytes. Metadata may contain them, so
     * the result may be too high, but never too low.
     */
    private static int scans(byte[] jpeg) {
        int scans = 0;
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if ((jpeg[i] & 0xFF) == JPEG_MARKER && (jpeg[i + 1] & 0xFF) == JPEG_SCAN) {
                scans++;
            }
        }
        return scans;
    }

    private static boolean isSide(int pixels) {
        return pixels >= SIDE_MIN && pixels <= SIDE_MAX;
    }

    private static Reading notAnImage() {
        return new Reading.Refused("must be a PNG or JPEG image");
    }
}
