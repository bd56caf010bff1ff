package id.kezbek.sandbox.run;

import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** {@code ./cezbek statement <provider> [--date yyyy-MM-dd]}: downloads a provider's settlement file of a day. */
public final class StatementCommand {

    private static final ZoneId SETTLEMENT_ZONE = ZoneId.of("Asia/Jakarta");
    private static final String DATE = "--date";
    private static final String USAGE = "use: ./cezbek statement <provider> [--date yyyy-MM-dd]";

    private StatementCommand() {}

    /**
     * Writes {@code <CODE>-<date>.csv}. Only the file's owner can read the file, because it contains customers' phone
     * numbers.
     *
     * @param sandboxFile the installation's {@code sandbox.json}
     * @param now without a day in the arguments, the day of this time in Jakarta is used
     * @throws CannotStart if no installation is running or an argument is invalid
     */
    public static void run(Path sandboxFile, List<String> arguments, Path folder, Instant now, PrintStream out) {
        if (arguments.isEmpty()) {
            throw new CannotStart("statement needs a provider; " + USAGE);
        }
        Provider provider = RunningProviders.named(arguments.getFirst());
        LocalDate day = day(arguments.subList(1, arguments.size()), now);
        Path file = folder.resolve(provider.name() + "-" + day + ".csv");
        Path unfinished = folder.resolve(file.getFileName() + ".part");
        try (RunningProviders providers = RunningProviders.of(sandboxFile);
                InputStream statement = providers.statement(provider, day)) {
            Files.createDirectories(folder);
            try (OutputStream target = Files.newOutputStream(OwnerOnly.file(unfinished))) {
                statement.transferTo(target);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new CannotStart("the statement could not be written to " + file + ": " + broken.getMessage());
        }
        out.println(file.toAbsolutePath());
    }

    private static LocalDate day(List<String> options, Instant now) {
        if (options.isEmpty()) {
            return LocalDate.ofInstant(now, SETTLEMENT_ZONE);
        }
        if (!options.getFirst().equals(DATE)) {
            throw new CannotStart("'" + options.getFirst() + "' is not an option of statement; " + USAGE);
        }
        if (options.size() != 2) {
            throw new CannotStart(DATE + " accepts one day; " + USAGE);
        }
        try {
            return LocalDate.parse(options.getLast());
        } catch (DateTimeException e) {
            throw new CannotStart("'" + options.getLast() + "' is not a day; " + USAGE);
        }
    }
}
