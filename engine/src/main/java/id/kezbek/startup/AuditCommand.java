package id.kezbek.startup;

import id.kezbek.approvals.audit.AuditHeads;
import id.kezbek.approvals.audit.AuditVerdict;
import id.kezbek.approvals.audit.KeptHead;
import id.kezbek.approvals.audit.VerifyAudit;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command that verifies the audit log: {@code audit verify [--head HASH] [--heads FOLDER] [--url JDBC-URL |
 * --properties FILE]}. The command follows the hash chain. It prints the number of rows and the head, or the first
 * invalid row and the error. The database address comes from the URL, otherwise from the properties file, otherwise
 * from the engine's environment variables. The command does not start an engine, so an auditor can check the database
 * of an untrusted installation.
 */
public final class AuditCommand {

    /** The first word of this command's command line. */
    public static final String NAME = "audit";

    /** The exit statuses: the audit log is intact, is broken, or cannot be read. */
    static final int INTACT = 0;

    static final int BROKEN = 1;
    static final int UNREADABLE = 2;

    private static final int LOGIN_SECONDS = 10;
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String USAGE =
            "usage: audit verify [--head <hash of 64 hex digits>] [--heads <folder>] [--url <JDBC URL> | --properties <file>]";

    /** An invalid command line, or a database that cannot be read; the message is one line. */
    private static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    /** @param heads a folder with exported heads, for example a copy of the file store's audit-heads */
    private record Options(
            Optional<byte[]> head, Optional<Path> heads, Optional<String> url, Optional<Path> properties) {}

    private record Login(String url, Properties user) {}

    private AuditCommand() {}

    /** @return the exit status */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Options options = options(arguments);
            return print(
                    verdict(login(options, environment), options, macs(environment), sealing(environment), err), out);
        } catch (Unusable unusable) {
            err.println("cezbek: " + unusable.getMessage());
            return UNREADABLE;
        }
    }

    private static AuditVerdict verdict(
            Login login, Options options, Optional<RowMac> macs, Optional<Sealing> sealing, PrintStream err) {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        try (Connection connection = DriverManager.getConnection(login.url(), login.user())) {
            return new VerifyAudit(connection, options.head(), each -> heads(options, macs, err, each), sealing)
                    .verify();
        } catch (SQLException unreachable) {
            throw new Unusable("the audit log cannot be read: "
                    + String.valueOf(unreachable.getMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
    }

    /**
     * The keys to check the signatures of heads. Without a master key, the command trusts the hashes in the file names.
     */
    private static Optional<RowMac> macs(Map<String, String> environment) {
        String masterKey = environment.getOrDefault("CEZBEK_SECURITY_MASTER_KEY", "");
        try {
            return masterKey.isBlank()
                    ? Optional.empty()
                    : Optional.of(
                            new RowMac(masterKey, environment.getOrDefault("CEZBEK_SECURITY_FORMER_MASTER_KEYS", "")));
        } catch (IllegalStateException unusable) {
            throw new Unusable(String.valueOf(unusable.getMessage()));
        }
    }

    /** The keys to decrypt the names of actors; empty without a master key. */
    private static Optional<Sealing> sealing(Map<String, String> environment) {
        String masterKey = environment.getOrDefault("CEZBEK_SECURITY_MASTER_KEY", "");
        return masterKey.isBlank()
                ? Optional.empty()
                : Optional.of(new Sealing(
                        masterKey,
                        environment.getOrDefault("CEZBEK_SECURITY_FORMER_MASTER_KEYS", ""),
                        new SecureRandom()));
    }

    private static void heads(Options options, Optional<RowMac> macs, PrintStream err, Consumer<KeptHead> each) {
        if (options.heads().isEmpty()) {
            return;
        }
        Path folder = options.heads().get();
        try (Stream<Path> files = Files.walk(folder)) {
            long[] found = {0};
            files.forEach(file -> KeptHead.of(String.valueOf(file.getFileName()))
                    .ifPresent(head -> {
                        if (macs.isPresent() && !AuditHeads.isGenuine(head, bytes(file), macs.get())) {
                            err.println("cezbek: " + file + " was not signed with this master key and is ignored");
                            return;
                        }
                        found[0]++;
                        each.accept(head);
                    }));
            if (found[0] == 0) {
                throw new Unusable("no audit heads found in " + folder);
            }
        } catch (IOException | UncheckedIOException absent) {
            throw new Unusable("the heads in " + folder + " cannot be read");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int print(AuditVerdict verdict, PrintStream out) {
        return switch (verdict) {
            case AuditVerdict.Intact intact -> {
                out.println(intact.rows() + " rows, the hash chain is intact");
                out.println("head " + VerifyAudit.text(intact.head()));
                yield INTACT;
            }
            case AuditVerdict.Broken broken -> {
                out.println("row " + broken.row() + " " + broken.how() + ": it " + broken.what());
                yield BROKEN;
            }
        };
    }

    private static Options options(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.get(1).equals("verify") || arguments.size() % 2 != 0) {
            throw new Unusable(USAGE);
        }
        Options options = new Options(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        for (int i = 2; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            options = switch (arguments.get(i)) {
                case "--head" ->
                    new Options(Optional.of(hash(value)), options.heads(), options.url(), options.properties());
                case "--heads" ->
                    new Options(options.head(), Optional.of(Path.of(value)), options.url(), options.properties());
                case "--url" -> new Options(options.head(), options.heads(), Optional.of(value), options.properties());
                case "--properties" ->
                    new Options(options.head(), options.heads(), options.url(), Optional.of(Path.of(value)));
                default -> throw new Unusable("'" + arguments.get(i) + "' is not an option; " + USAGE);
            };
        }
        return options;
    }

    private static byte[] hash(String text) {
        if (!HASH.matcher(text).matches()) {
            throw new Unusable("--head needs a hash of 64 hex digits, as GET /api/v2/audit/head returns it");
        }
        return HexFormat.of().parseHex(text);
    }

    private static Login login(Options options, Map<String, String> environment) {
        if (options.url().isPresent()) {
            return new Login(
                    options.url().get(),
                    user(environment::get, "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"));
        }
        if (options.properties().isPresent()) {
            Properties file = read(options.properties().get());
            return new Login(
                    required(file.getProperty("spring.datasource.url"), "the file has no spring.datasource.url"),
                    user(file::getProperty, "spring.datasource.username", "spring.datasource.password"));
        }
        return new Login(
                required(environment.get("SPRING_DATASOURCE_URL"), "no database was given; " + USAGE),
                user(environment::get, "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"));
    }

    private interface Source {
        @Nullable
        String get(String name);
    }

    private static Properties user(Source source, String userName, String passwordName) {
        Properties user = new Properties();
        Optional.ofNullable(source.get(userName)).ifPresent(name -> user.setProperty("user", name));
        Optional.ofNullable(source.get(passwordName)).ifPresent(password -> user.setProperty("password", password));
        return user;
    }

    private static String required(@Nullable String value, String otherwise) {
        if (value == null || value.isBlank()) {
            throw new Unusable(otherwise);
        }
        return value;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        } catch (IOException absent) {
            throw new Unusable(file + " cannot be read; start ./cezbek up first, or give a database with --url");
        }
        return properties;
    }
}
