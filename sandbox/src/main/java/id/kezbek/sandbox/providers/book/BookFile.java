package id.kezbek.sandbox.providers.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.sandbox.files.OwnerOnly;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The book on disk, one JSON object per line. Each line is passed to the operating system before the response is sent,
 * so the line survives a crash of this process. Lines are not flushed to disk, because the sandbox need not survive a
 * power failure.
 */
final class BookFile implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_DEFAULT))
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final FileChannel channel;
    private long goodLengthBytes;

    private BookFile(FileChannel channel, long goodLengthBytes) {
        this.channel = channel;
        this.goodLengthBytes = goodLengthBytes;
    }

    /** Opens or creates the file, passes every complete line to {@code reader} and removes an incomplete last line. */
    static BookFile open(Path path, Consumer<BookLine> reader) {
        try {
            OwnerOnly.folderOf(path);
            FileChannel channel =
                    FileChannel.open(OwnerOnly.file(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
            long length = endOfLastWholeLine(channel);
            // For an incomplete line, no response was sent, so the line is not needed.
            channel.truncate(length);
            read(path, reader);
            // The lock is taken only after reading, because closing the reader would release it.
            if (channel.tryLock() == null) {
                throw new IOException("another process has it open");
            }
            channel.position(length);
            return new BookFile(channel, length);
        } catch (IOException e) {
            throw new UncheckedIOException("The provider book at " + path + " cannot be opened", e);
        }
    }

    void append(BookLine line) {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        int size = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            goodLengthBytes += size;
        } catch (IOException e) {
            cutBack(e);
            throw new UncheckedIOException("The provider book cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The provider book cannot be closed", e);
        }
    }

    private void cutBack(IOException cause) {
        try {
            channel.truncate(goodLengthBytes);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static long endOfLastWholeLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private static void read(Path path, Consumer<BookLine> reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(JSON.readValue(line, BookLine.class));
            }
        }
    }
}
