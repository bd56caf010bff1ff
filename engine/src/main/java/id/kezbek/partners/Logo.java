package id.kezbek.partners;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A partner's logo: a PNG or JPEG image that was really decoded once. */
public final class Logo {

    public static final int BYTES_MAX = 1024 * 1024;
    public static final int SIDE_MIN = 16;
    public static final int SIDE_MAX = 4096;
    /** Every 16th pixel of every 16th row is kept while checking, so that a large image takes little memory. */
    private static final int SAMPLING = 16;

    /** The image formats that browsers and mail readers show without risk. */
    private enum Format {
        PNG("png", "image/png"),
        JPEG("jpg", "image/jpeg");

        private final String extension;
        private final String contentType;

        Format(String extension, String contentType) {
            this.extension = extension;
            this.contentType = contentType;
        }
    }

    /** What became of an upload. */
    public sealed interface Reading {
        record Accepted(Logo logo) implements Reading {}

        /**
         * Not a logo.
         *
         * @param reason what is wrong, to be told to the caller
         */
        record Refused(String reason) implements Reading {}
    }

    private final byte[] bytes;
    private final Format format;

    private Logo(byte[] bytes, Format format) {
        this.bytes = bytes;
        this.format = format;
    }

    /** Judges an upload by its content; the name and type it came with are only claims. */
    public static Reading read(byte[] bytes) {
        if (bytes.length == 0) {
            return new Reading.Refused("is required");
        }
        if (bytes.length > BYTES_MAX) {
            return new Reading.Refused("must have at most 1 MB");
        }
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            return readers.hasNext() ? read(bytes, input, readers.next()) : notAnImage();
        } catch (IOException | RuntimeException undecodable) {
            // Decoders throw all kinds of exceptions on crafted input; each means that it is no image for us.
            return notAnImage();
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String contentType() {
        return format.contentType;
    }

    /** The file name's ending, without a dot. */
    public String extension() {
        return format.extension;
    }

    private static Reading read(byte[] bytes, ImageInputStream input, ImageReader reader) throws IOException {
        try {
            Format format = switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
                case "png" -> Format.PNG;
                case "jpeg", "jpg" -> Format.JPEG;
                default -> throw new IOException("Another format");
            };
            // Metadata is skipped: compressed text inside it is a way to fill the memory.
            reader.setInput(input, true, true);
            // The sides are in the header; they are judged before anything is decoded.
            if (!isSide(reader.getWidth(0)) || !isSide(reader.getHeight(0))) {
                return new Reading.Refused("must measure 16 to 4096 pixels on each side");
            }
            return decodes(reader) ? new Reading.Accepted(new Logo(bytes.clone(), format)) : notAnImage();
        } finally {
            reader.dispose();
        }
    }

    private static boolean decodes(ImageReader reader) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(SAMPLING, SAMPLING, 0, 0);
        BufferedImage image = reader.read(0, param);
        return image != null;
    }

    private static boolean isSide(int pixels) {
        return pixels >= SIDE_MIN && pixels <= SIDE_MAX;
    }

    private static Reading notAnImage() {
        return new Reading.Refused("must be a PNG or JPEG image");
    }
}
