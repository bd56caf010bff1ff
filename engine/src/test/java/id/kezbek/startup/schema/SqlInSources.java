package id.kezbek.startup.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SQL in the engine's sources: literals, joined with the constants of their class. */
final class SqlInSources {

    /**
     * @param file the name of the source file without its extension
     *
     * @param sql the statement on one line
     */
    record Statement(String file, String sql) {}

    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"\\n(?<block>.*?)\"\"\"|\"(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\"|(?<name>[A-Za-z_][A-Za-z_0-9]*)|(?<plus>\\+)|'(?:[^'\\\\]|\\\\.)'|/\\*.*?\\*/|//[^\\n]*|(?<other>\\S)",
            Pattern.DOTALL);

    private SqlInSources() {}

    static List<Statement> of(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .flatMap(file -> of(file.getFileName().toString().replace(".java", ""), read(file)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Statement> of(String file, String source) {
        List<Statement> statements = new ArrayList<>();
        Map<String, String> constants = new HashMap<>();
        StringBuilder sum = new StringBuilder();
        boolean isSum = false;
        boolean hasText = false;
        String assigned = "";
        String last = "";
        Matcher tokens = TOKEN.matcher(source);
        while (tokens.find()) {
            String literal = tokens.group("block") != null ? tokens.group("block") : tokens.group("text");
            String name = tokens.group("name");
            if (tokens.group("plus") != null) {
                isSum = true;
            } else if (literal != null || (name != null && constants.containsKey(name))) {
                if (!isSum) {
                    sum.setLength(0);
                    hasText = false;
                    assigned = last;
                }
                sum.append(literal != null ? literal : constants.get(name));
                hasText |= literal != null;
                isSum = false;
            } else if (name != null) {
                last = name;
                isSum = false;
            } else if (tokens.group("other") != null) {
                isSum = false;
                if (hasText && ";),.".contains(tokens.group("other"))) {
                    String sql = sum.toString().replaceAll("\\s+", " ").strip();
                    statements.add(new Statement(file, sql));
                    if (assigned.equals(assigned.toUpperCase(java.util.Locale.ROOT))) {
                        constants.put(assigned, sql + " ");
                    }
                    hasText = false;
                    sum.setLength(0);
                }
            }
        }
        return statements;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
