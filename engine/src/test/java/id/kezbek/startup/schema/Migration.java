package id.kezbek.startup.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A migration as the rules read it.
 *
 * @param statements one line each, in lower case, without comments; quoted texts are {@code ''}, and the bodies of
 *     blocks and functions are parts of their statements
 */
record Migration(String file, MigrationVersion version, List<String> statements) {

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'", Pattern.DOTALL);
    private static final Pattern BODY = Pattern.compile("(\\$[a-z_]*\\$)(.*?)\\1", Pattern.DOTALL);

    static Migration of(String file, String sql) {
        String version = file.substring(1, file.indexOf("__"));
        String plain = COMMENT.matcher(sql.toLowerCase(Locale.ROOT)).replaceAll(" ");
        // Semicolons inside a body do not end the statement.
        String whole = BODY.matcher(TEXT.matcher(plain).replaceAll("''"))
                .replaceAll(body -> Matcher.quoteReplacement(" " + body.group(2).replace(';', ' ') + " "));
        List<String> statements = new ArrayList<>();
        for (String statement : whole.split(";")) {
            String line = statement.strip().replaceAll("\\s+", " ");
            if (!line.isEmpty()) {
                statements.add(line);
            }
        }
        return new Migration(file, MigrationVersion.fromVersion(version), List.copyOf(statements));
    }
}
