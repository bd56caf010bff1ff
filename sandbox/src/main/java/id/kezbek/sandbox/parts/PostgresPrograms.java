package id.kezbek.sandbox.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * The PostgreSQL programs to run: the embedded programs, or programs of a local installation. So tests can run on every
 * supported major version.
 *
 * @param folder the folder of the installation's programs; empty for the embedded programs
 */
record PostgresPrograms(Optional<Path> folder, int major) {

    /** The environment variable for the folder that contains {@code initdb}, {@code pg_ctl} and {@code postgres}. */
    static final String VARIABLE = "CEZBEK_POSTGRES_BINARIES";

    static final int EMBEDDED_MAJOR = 18;
    /** From this major version on, the server has built-in collations that do not depend on the system's locales. */
    private static final int BUILTIN_LOCALES_SINCE = 17;

    private static final int INHERIT_BY_GRANT_SINCE = 16;

    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "postgres");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Duration VERSION_MAX = Duration.ofSeconds(10);

    /** The programs in the folder of the environment variable; without the variable, the embedded programs. */
    static PostgresPrograms chosen() {
        return named(Optional.ofNullable(System.getenv(VARIABLE)).filter(folder -> !folder.isBlank()));
    }

    static PostgresPrograms named(Optional<String> folder) {
        return folder.map(name -> installed(Path.of(name).toAbsolutePath()))
                .orElseGet(() -> new PostgresPrograms(Optional.empty(), EMBEDDED_MAJOR));
    }

    private static PostgresPrograms installed(Path folder) {
        for (String program : PROGRAMS) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw new CannotStart(VARIABLE + " names " + folder + ", which does not contain the program " + program
                        + "; set it to the folder of PostgreSQL's programs, or remove it to use the embedded ones");
            }
        }
        return new PostgresPrograms(Optional.of(folder), majorOf(folder));
    }

    private static int majorOf(Path folder) {
        try {
            Process asked = new ProcessBuilder(folder.resolve("postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(answer);
            if (!asked.waitFor(VERSION_MAX.toMillis(), TimeUnit.MILLISECONDS) || !version.find()) {
                throw new CannotStart(folder.resolve("postgres") + " does not print its version");
            }
            return Integer.parseInt(version.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted while PostgreSQL printed its version", e);
        }
    }

    /** Sets collations that are the same on every system, if the major version has such collations. */
    EmbeddedPostgres.Builder locales(EmbeddedPostgres.Builder server) {
        return major >= BUILTIN_LOCALES_SINCE
                ? server.setLocaleConfig("locale", "C")
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                : server.setLocaleConfig("locale", "C.UTF-8");
    }

    /**
     * The library accepts programs only as an archive. For a local installation, this method creates an archive with
     * links to the programs.
     */
    EmbeddedPostgres.Builder programs(EmbeddedPostgres.Builder server) {
        return folder.map(from -> server.setPgBinaryResolver((system, architecture) -> links(from)))
                .orElse(server);
    }

    private static InputStream links(Path from) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new XZOutputStream(archive, new LZMA2Options(LZMA2Options.PRESET_MIN)))) {
            put(tar, new TarArchiveEntry("bin/"));
            for (String program : PROGRAMS) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + program, TarConstants.LF_SYMLINK);
                link.setLinkName(from.resolve(program).toString());
                put(tar, link);
            }
        }
        return new ByteArrayInputStream(archive.toByteArray());
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
        // The library identifies an archive by its checksum. If the archive contained the current time, each start
        // would unpack it again.
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /** The SQL statements that let a user switch to a role explicitly, without inheriting the rights of the role. */
    List<String> grantToActAs(String role, String user) {
        return major >= INHERIT_BY_GRANT_SINCE
                ? List.of("grant " + role + " to " + user + " with inherit false, set true")
                : List.of("alter role " + user + " noinherit", "grant " + role + " to " + user);
    }
}
