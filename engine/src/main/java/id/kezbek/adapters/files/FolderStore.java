package id.kezbek.adapters.files;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.systems.SystemAway;
import jakarta.annotation.PreDestroy;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Files in a folder that all processes share, such as a mounted network disk. A file is written beside its place and
 * moved there when it is on the disk, so that a reader and a crash find the old one or the new one and never a half.
 * Media types are not kept: whoever reads a file judges it by its content. A disk that is away costs what needs a file
 * and nothing else, at the start as well. The folder is never made: where a disk is not mounted it would be one of this
 * machine's own, and what is put there would be hidden when the disk comes.
 */
@Component
@ConditionalOnProperty(name = "cezbek.files", havingValue = "folder")
class FolderStore implements FileStore {

    private static final Logger log = LoggerFactory.getLogger(FolderStore.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A name that no key has: keys do not begin with a dot. */
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;
    private final Disk disk;

    /** @param folder an absolute path */
    @Autowired
    FolderStore(@Value("${cezbek.files.folder:}") String folder) {
        this(folder, PATIENCE);
    }

    FolderStore(String folder, Duration patience) {
        if (folder.isBlank() || !Path.of(folder).isAbsolute()) {
            throw new IllegalArgumentException("cezbek.files.folder is "
                    + (folder.isBlank() ? "not set" : "no absolute path")
                    + "; cezbek.files=folder needs it: set CEZBEK_FILES_FOLDER to a folder that all processes share");
        }
        this.folder = Path.of(folder).normalize();
        this.disk = new Disk(patience);
    }

    @Override
    public void put(String key, byte[] bytes, String contentType) {
        Path place = place(key);
        answered(() -> {
            Path unfinished = unfinished().resolve(UUID.randomUUID().toString());
            try {
                Files.createDirectories(place.getParent());
                write(unfinished, bytes);
                Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException away) {
                discard(unfinished);
                throw away;
            }
            return place;
        });
    }

    /** A link is created completely or not at all, and never replaces another file. */
    @Override
    public boolean putNew(String key, byte[] bytes, String contentType) {
        Path place = place(key);
        return answered(() -> {
            Path unfinished = unfinished().resolve(UUID.randomUUID().toString());
            try {
                Files.createDirectories(place.getParent());
                write(unfinished, bytes);
                Files.createLink(place, unfinished);
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            } finally {
                discard(unfinished);
            }
        });
    }

    @Override
    public void keys(String folder, Consumer<String> each) {
        Path place = place(folder);
        for (Path child : children(place)) {
            if (Files.isDirectory(child)) {
                children(child).forEach(file -> each.accept(key(file)));
            } else {
                each.accept(key(child));
            }
        }
    }

    private List<Path> children(Path place) {
        return answered(() -> {
            try (Stream<Path> children = Files.list(place)) {
                return children.toList();
            } catch (NoSuchFileException none) {
                if (Files.isDirectory(folder)) {
                    return List.of();
                }
                throw none;
            }
        });
    }

    private String key(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    /** Where the folder is gone this fails, and nothing is made in its place. */
    private Path unfinished() throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            return Files.isDirectory(unfinished) ? unfinished : Files.createDirectory(unfinished);
        } catch (FileAlreadyExistsException another) {
            // Somebody else made it in this moment.
            return unfinished;
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    @Override
    public Optional<byte[]> get(String key, int bytesMax) {
        Path place = place(key);
        return answered(() -> {
            try (InputStream file = Files.newInputStream(place)) {
                byte[] bytes = file.readNBytes(bytesMax + 1);
                if (bytes.length > bytesMax) {
                    throw new IOException("The file is longer than " + bytesMax + " bytes");
                }
                return Optional.of(bytes);
            } catch (NoSuchFileException none) {
                if (Files.isDirectory(folder)) {
                    return Optional.empty();
                }
                throw none;
            }
        });
    }

    @Override
    public void remove(String key) {
        Path place = place(key);
        answered(() -> Files.deleteIfExists(place));
    }

    @Override
    public void ask() {
        try {
            disk.ask(() -> {
                if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
                    throw new IOException("The folder is not there or read only");
                }
                return folder;
            });
        } catch (SocketTimeoutException hangs) {
            throw new UncheckedIOException(hangs);
        } catch (IOException away) {
            throw new SystemAway(
                    "cannot be written; see that the folder of cezbek.files.folder is there and the engine's user has the right to it",
                    away);
        }
    }

    private Path place(String key) {
        return folder.resolve(FileStore.requireKey(key));
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException stays) {
            log.warn("An unfinished file could not be deleted from the file folder");
        }
    }

    private <T> T answered(Disk.Work<T> work) {
        try {
            return disk.ask(work);
        } catch (IOException away) {
            log.warn("The file folder failed: {}", away.getClass().getSimpleName());
            throw new Refusal(ErrorCode.OUT_OF_SERVICE, "core engines are out of service, try again");
        }
    }

    @PreDestroy
    void close() {
        disk.close();
    }
}
