package id.kezbek.reconciliation.parsing;

import id.kezbek.shared.Refusal;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The bytes of a statement as received. The bytes may be compressed, and may begin with a byte order mark. */
final class RawFile {

    /** The maximum size after decompression. A file with a million lines has about 150 MB. */
    static final long INFLATED_MAX = 512L * 1024 * 1024;

    private static final int BOM_MAX = 3;

    private RawFile() {}

    /**
     * The characters of the file, without the byte order mark.
     *
     * @param in the same bytes as a stream, which counts the bytes read so far
     * @param encoding the encoding of a file without a byte order mark
     * @throws Refusal BAD_PAYLOAD if the file is compressed and cannot be decompressed
     */
    static Reader read(byte[] bytes, ByteArrayInputStream in, Charset encoding) throws IOException {
        if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw Refusal.badField(
                    "body", "is a ZIP archive; send the file inside it, uncompressed or compressed with gzip");
        }
        boolean isCompressed = bytes.length > 1 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
        InputStream plain = isCompressed ? new Bounded(new GZIPInputStream(in)) : in;
        PushbackInputStream file = new PushbackInputStream(plain, BOM_MAX);
        byte[] start = file.readNBytes(BOM_MAX);
        Charset charset = encoding;
        int mark = 0;
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (startsWith(start, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (startsWith(start, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        file.unread(start, mark, start.length - mark);
        return new InputStreamReader(
                file,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, bytesOf(mark), 0, mark.length);
    }

    private static byte[] bytesOf(int[] mark) {
        byte[] bytes = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            bytes[i] = (byte) mark[i];
        }
        return bytes;
    }

    /** Limits the decompressed size, because a few compressed bytes can expand until the disk is full. */
    private static final class Bounded extends FilterInputStream {

        private long left = INFLATED_MAX;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw Refusal.badField(
                        "body", "has more than " + INFLATED_MAX + " bytes when it is decompressed; split the file");
            }
        }
    }
}
