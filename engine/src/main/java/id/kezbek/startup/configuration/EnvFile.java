package id.kezbek.startup.configuration;

import id.kezbek.startup.StartFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} files in a subset of Docker Compose's format: {@code NAME=value} lines, comments and quotes. Any
 * other line is an error, so that no setting is ignored without notice.
 */
public final class EnvFile {

    /** The maximum file size, larger than any file that people write by hand. */
    static final int BYTES_MAX = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(\\[\\d+])?");
    private static final Pattern COMMENT_BEHIND = Pattern.compile("\\s+#.*");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final String EXPORT = "export ";

    /** A value and its line number, counted from one. */
    record Line(String value, int number) {}

    private EnvFile() {}

    /** @throws StartFailure.Precondition for an invalid line; the message contains the file and the line number */
    public static Map<String, Line> read(Path file) {
        Map<String, Line> values = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Place place = new Place(file, i + 1);
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line.startsWith(EXPORT) ? line.substring(EXPORT.length()).strip() : line, place, values);
            }
        }
        return values;
    }

    private record Place(Path file, int line) {

        /** Leaves out the text of the line, which may contain a secret. */
        StartFailure.Precondition refuse(String why) {
            return new StartFailure.Precondition(file + ":" + line + ": " + why);
        }
    }

    private static void add(String line, Place place, Map<String, Line> values) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw place.refuse("this line is not NAME=value; correct it, or start it with # as a comment");
        }
        String name = line.substring(0, equals).strip();
        if (!NAME.matcher(name).matches()) {
            throw place.refuse(
                    "the text before = is not a name; use letters, digits and _, for example CEZBEK_ROLES=api");
        }
        Line value = new Line(value(line.substring(equals + 1).strip(), place), place.line());
        Line earlier = values.put(name, value);
        if (earlier != null) {
            throw place.refuse(name + " is already set in line " + earlier.number() + "; keep one of them");
        }
    }

    private static String value(String text, Place place) {
        if (text.startsWith("'")) {
            return quoted(SINGLE_QUOTED.matcher(text), place);
        }
        if (text.startsWith("\"")) {
            return unescaped(quoted(DOUBLE_QUOTED.matcher(text), place), place);
        }
        return text.startsWith("#") ? "" : COMMENT_BEHIND.matcher(text).replaceFirst("");
    }

    private static String quoted(Matcher quotes, Place place) {
        if (!quotes.matches()) {
            throw place.refuse("the quote is not closed, or text follows it; a value must end in its line");
        }
        return quotes.group(1);
    }

    private static String unescaped(String text, Place place) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            plain.append(letter == '\\' ? escaped(text.charAt(++i), place) : letter);
        }
        return plain.toString();
    }

    private static char escaped(char letter, Place place) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '$' -> letter;
            default ->
                throw place.refuse(
                        "\\" + letter + " is not an escape sequence; write \\\\ for a backslash, or use single quotes");
        };
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new StartFailure.Precondition(
                        file + " is larger than " + BYTES_MAX / 1024 + " KiB; is it the right file?");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw new StartFailure.Precondition(file + " is not UTF-8; save it as UTF-8");
        } catch (IOException unreadable) {
            throw new StartFailure.Precondition(
                    file + " cannot be read; give the engine's user read permission, or correct CEZBEK_ENV_FILE");
        }
    }
}
