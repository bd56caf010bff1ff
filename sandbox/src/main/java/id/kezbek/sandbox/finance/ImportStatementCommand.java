package id.kezbek.sandbox.finance;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.CannotStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code ./cezbek import-statement}: sends a provider's statement to the running engine and prints the
 * result.
 */
public final class ImportStatementCommand {

    private static final String ROLE = "FINANCE";
    private static final String START = "start ./cezbek up (or demo) first";
    private static final String USAGE =
            "use: ./cezbek import-statement <provider> <yyyy-MM-dd> <file> [--to yyyy-MM-dd] [--profile NAME]";
    private static final int NEEDED = 3;
    /** The import of a million lines takes up to three minutes. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(15);
    /** The maximum size of an uncompressed upload; the engine accepts 64 MB in one request. */
    private static final long PLAIN_MAX = 60L * 1024 * 1024;

    private static final int SHOWN_ROWS = 10;

    /** The import. The query starts with a question mark. */
    private record Order(String provider, LocalDate day, Path file, String query) {}

    private ImportStatementCommand() {}

    /**
     * Imports a file.
     *
     * @return the exit status: 0 if the file was imported now or before
     * @throws CannotStart if an argument is invalid, no installation is running, or the file cannot be read
     */
    public static int run(Path sandboxFile, List<String> arguments, PrintStream out) {
        Order order = order(arguments);
        if (!Files.exists(sandboxFile)) {
            throw new CannotStart("no installation is running: " + sandboxFile + " does not exist yet; " + START);
        }
        String url = JsonMapper.shared().readTree(sandboxFile).path("base_url").asString("");
        String token = SandboxFile.read(sandboxFile).staffToken(ROLE);
        byte[] bytes = bytes(order.file(), out);
        try (HttpCalls calls = new HttpCalls(url, ANSWER_WITHIN);
                UploadProgress progress = new UploadProgress(bytes, out)) {
            Answer answer = calls.put(
                    "/api/v2/providers/" + order.provider() + "/statements/" + order.day() + order.query(),
                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/octet-stream"),
                    progress.body());
            progress.close();
            return answer.succeeded() ? imported(order, answer.body(), out) : refused(answer, out);
        } catch (NoAnswer silent) {
            throw new CannotStart(silent.getMessage() + "; " + START + "; the same file may be sent again");
        }
    }

    private static Order order(List<String> arguments) {
        if (arguments.size() < NEEDED || arguments.size() % 2 == 0) {
            throw new CannotStart("import-statement needs a provider, a day and a file; " + USAGE);
        }
        StringBuilder query = new StringBuilder();
        for (int i = NEEDED; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            String value = arguments.get(i + 1);
            switch (name) {
                case "--to" -> query.append("&to=").append(day(value));
                case "--profile" -> query.append("&profile=").append(code(value));
                default -> throw new CannotStart("'" + name + "' is not an option of import-statement; " + USAGE);
            }
        }
        if (!query.isEmpty()) {
            query.setCharAt(0, '?');
        }
        return new Order(
                code(arguments.getFirst()), day(arguments.get(1)), Path.of(arguments.get(2)), query.toString());
    }

    private static String code(String text) {
        if (!text.matches("[A-Za-z0-9_]{1,30}")) {
            throw new CannotStart("'" + text + "' is not a profile code; " + USAGE);
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new CannotStart("'" + text + "' is not a day; " + USAGE);
        }
    }

    private static byte[] bytes(Path file, PrintStream out) {
        try {
            if (Files.size(file) <= PLAIN_MAX) {
                return Files.readAllBytes(file);
            }
            out.println("compressing " + file.getFileName());
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream zip = new GZIPOutputStream(compressed)) {
                Files.copy(file, zip);
            }
            return compressed.toByteArray();
        } catch (IOException unreadable) {
            throw new CannotStart("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private static int imported(Order order, JsonNode statement, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s %s: %,d lines%s; %s%n",
                order.provider(),
                order.day(),
                statement.path("lines").asLong(),
                statement.path("already_imported").asBoolean() ? ", imported before" : " imported and matched",
                statement.path("complete").asBoolean()
                        ? "the file is complete"
                        : "the file does not prove that it is complete");
        JsonNode rejected = statement.path("rejected_lines");
        rejected.valueStream()
                .limit(SHOWN_ROWS)
                .forEach(row -> out.println("  line " + row.path("line").asInt() + " could not be read: "
                        + row.path("reason").asString()));
        if (rejected.size() > SHOWN_ROWS) {
            out.println("  and " + (rejected.size() - SHOWN_ROWS) + " more rows could not be read");
        }
        return 0;
    }

    private static int refused(Answer answer, PrintStream out) {
        JsonNode errors = answer.body().path("errors");
        out.println("not imported; nothing was recorded");
        errors.forEach(error -> out.println("  " + error.path("field").asString() + " "
                + error.path("reason").asString()));
        if (errors.isEmpty()) {
            out.println("  " + answer.body().path("detail").asString(answer.shortened()));
        }
        return 1;
    }
}
