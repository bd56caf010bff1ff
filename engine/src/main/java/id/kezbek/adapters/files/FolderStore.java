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
 * Files in a folder that all processes share, for example on a mounted network disk. The engine writes a file under
 * another name, and renames the file after it is complete on the disk. So a reader finds the old or the new file, never
 * a partial file, even after a crash. Media types are not stored; readers recognise the type from a file's content. If
 * the disk is unavailable, only operations with files fail; the engine still starts. The engine never creates the
 * folder. If the disk is not mounted, a new folder would be on the local disk, and a later mount would hide its files.
 */
@Component
@ConditionalOnProperty(name = "cezbek.files", havingValue = "folder")
class FolderStore implements FileStore {

    private static final Logger log = LoggerFactory.getLogger(FolderStore.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The subfolder for unfinished files. A key does not begin with a dot, so no other file has this name. */
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
                    + (folder.isBlank() ? "not set" : "not an absolute path")
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

    /** Creates the file as a hard link. A link is never partial, and never replaces an existing file. */
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

    /** Creates the subfolder for unfinished files; fails if the store's folder does not exist. */
    private Path unfinished() throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            return Files.isDirectory(unfinished) ? unfinished : Files.createDirectory(unfinished);
        } catch (FileAlreadyExistsException another) {
            // Another process created the subfolder at the same time.
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
                    throw new IOException("The folder does not exist or is read-only");
                }
                return folder;
            });
        } catch (SocketTimeoutException hangs) {
            throw new UncheckedIOException(hangs);
        } catch (IOException away) {
            throw new SystemAway(
                    "cannot be written; check that the folder of cezbek.files.folder exists and the engine's user may write to it",
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
