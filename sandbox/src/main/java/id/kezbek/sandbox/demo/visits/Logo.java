package id.kezbek.sandbox.demo.visits;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Creates a small PNG image of a bean in a ring. It writes the bytes itself, because Java's image classes would start a
 * graphics toolkit.
 */
public final class Logo {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int SIDE = 96;
    private static final int RING_OUTER = 46;
    private static final int RING_INNER = 40;
    private static final int BEAN = 24;
    private static final byte[] PALETTE = {
        (byte) 0xFF, (byte) 0xF8, (byte) 0xF0, 0x5A, 0x36, 0x1C, (byte) 0xC8, (byte) 0x96, 0x50
    };

    private Logo() {}

    /** The image, 96 by 96 pixels. */
    public static byte[] png() {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        image.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(SIDE).putInt(SIDE);
        // Eight bits per pixel, palette colours, no interlacing.
        header.put((byte) 8).put((byte) 3).put((byte) 0).put((byte) 0).put((byte) 0);
        chunk(image, "IHDR", header.array());
        chunk(image, "PLTE", PALETTE);
        chunk(image, "IDAT", deflated(pixels()));
        chunk(image, "IEND", new byte[0]);
        return image.toByteArray();
    }

    private static byte[] pixels() {
        byte[] rows = new byte[SIDE * (SIDE + 1)];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                // Each row begins with a byte for its filter; 0 means no filter.
                rows[y * (SIDE + 1) + 1 + x] = colour(x - SIDE / 2, y - SIDE / 2);
            }
        }
        return rows;
    }

    private static byte colour(int x, int y) {
        int distance = x * x + y * y;
        if (distance < RING_OUTER * RING_OUTER && distance > RING_INNER * RING_INNER) {
            return 1;
        }
        boolean bean = 2 * x * x + y * y < BEAN * BEAN;
        boolean cut = Math.abs(x * 3 - y) < 6;
        return (byte) (bean && !cut ? 1 : bean ? 2 : 0);
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(bytes);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("Memory can be written", impossible);
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream image, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        image.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        image.writeBytes(name);
        image.writeBytes(content);
        image.writeBytes(
                ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
