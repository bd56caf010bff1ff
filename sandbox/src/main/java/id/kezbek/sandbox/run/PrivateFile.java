package id.kezbek.sandbox.run;

import id.kezbek.sandbox.files.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files with secrets. At no time can other users read a file, and no reader gets an incomplete file. */
final class PrivateFile {

    private PrivateFile() {}

    static void write(Path file, String text) throws IOException {
        Path folder = OwnerOnly.folderOf(file);
        Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new", OwnerOnly.newFile());
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
