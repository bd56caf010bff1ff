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
 * Reads {@code .env} files as Docker Compose does, as far as both need: {@code NAME=value} lines, comments, quotes. A line
 * that is none of these is refused, because a setting that was meant and is not in force is found too late.
 */
public final class EnvFile {

    /** More than anybody writes by hand. */
    static final int BYTES_MAX = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(\\[\\d+])?");
    private static final Pattern COMMENT_BEHIND = Pattern.compile("\\s+#.*");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final String EXPORT = "export ";

    /** A value and the line that it stands in, counted from one. */
    record Line(String value, int number) {}

    private EnvFile() {}

    /** @throws StartFailure.Precondition that names the file and the line */
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

        /** Never with the line's text, which may hold a secret. */
        StartFailure.Precondition refuse(String why) {
            return new StartFailure.Precondition(file + ":" + line + ": " + why);
        }
    }

    private static void add(String line, Place place, Map<String, Line> values) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw place.refuse("this is no NAME=value; mend the line, or begin it with # as a comment");
        }
        String name = line.substring(0, equals).strip();
        if (!NAME.matcher(name).matches()) {
            throw place.refuse("the text before = is no name; use letters, digits and _, such as CEZBEK_ROLES=api");
        }
        Line value = new Line(value(line.substring(equals + 1).strip(), place), place.line());
        Line earlier = values.put(name, value);
        if (earlier != null) {
            throw place.refuse(name + " is set in line " + earlier.number() + " already; keep one of them");
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
            throw place.refuse("the quote is not closed, or text follows it; a value ends in its line");
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
                throw place.refuse("\\" + letter + " is no escape; write \\\\ for a backslash, or use single quotes");
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
            throw new StartFailure.Precondition(file + " is not in UTF-8; save it so");
        } catch (IOException unreadable) {
            throw new StartFailure.Precondition(
                    file + " cannot be read; give the engine's user the right to, or mend CEZBEK_ENV_FILE");
        }
    }
}
