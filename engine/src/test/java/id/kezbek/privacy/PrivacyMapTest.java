package id.kezbek.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.GeneratedDocument;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The map of personal data. Every column that can contain a text is in {@code privacy/columns.tsv}, as personal or
 * not. The page is generated from it.
 */
@EngineTest
class PrivacyMapTest {

    private static final String COLUMNS = "/privacy/columns.tsv";
    private static final int FIELDS = 6;

    /**
     * @param whose empty if the column is not personal; {@code purpose} then describes the column if necessary
     */
    private record Column(String name, String whose, String purpose, String basis, String keptFor, String erasure) {

        static Column of(String line) {
            List<String> fields =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            assertThat(fields.size()).as("fields of %s", line).isIn(1, 2, FIELDS);
            return fields.size() == FIELDS
                    ? new Column(
                            fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), fields.get(5))
                    : new Column(fields.get(0), "", fields.size() == 2 ? fields.get(1) : "", "", "", "");
        }

        boolean isPersonal() {
            return !whose.isEmpty();
        }

        String row() {
            return "| `" + name + "` | " + String.join(" | ", whose, purpose, basis, keptFor, erasure) + " |";
        }
    }

    private final EngineUnderTest engine;

    PrivacyMapTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void everyColumnThatCanHoldATextIsClassified() throws IOException {
        TreeSet<String> there =
                new TreeSet<>(engine.database().sql("""
                        select c.table_schema || '.' || c.table_name || '.' || c.column_name
                        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                        where t.table_type = 'BASE TABLE' and t.table_name <> 'test_act' and t.table_schema not in ('pg_catalog', 'information_schema', 'public')
                          and c.data_type in ('text', 'bytea', 'jsonb', 'json', 'ARRAY', 'character varying', 'character')""").query(String.class).list());
        List<String> classified = columns().stream().map(Column::name).toList();
        assertThat(classified).doesNotHaveDuplicates();
        TreeSet<String> gone = new TreeSet<>(classified);
        gone.removeAll(there);
        assertThat(gone)
                .as("no longer in the schema: take them out of privacy/columns.tsv")
                .isEmpty();
        classified.forEach(there::remove);
        assertThat(there)
                .as("say in privacy/columns.tsv of each whether it is personal, for what it is kept and how long")
                .isEmpty();
    }

    @Test
    void personalColumnIsFullyDescribed() throws IOException {
        assertThat(columns().stream().filter(Column::isPersonal))
                .isNotEmpty()
                .allSatisfy(column -> assertThat(
                                List.of(column.purpose(), column.basis(), column.keptFor(), column.erasure()))
                        .as(column.name())
                        .noneMatch(String::isEmpty));
    }

    @Test
    void pageMatchesMap() throws IOException {
        String personal =
                columns().stream().filter(Column::isPersonal).map(Column::row).collect(Collectors.joining("\n"));
        String others = columns().stream()
                .filter(column -> !column.isPersonal())
                .map(column ->
                        "`" + column.name() + "`" + (column.purpose().isEmpty() ? "" : " (" + column.purpose() + ")"))
                .collect(Collectors.joining(", "));
        GeneratedDocument.named("privacy.md")
                .mustBe(read("/privacy/head.md")
                        + "\n## The columns\n\n| column | whose | purpose | legal basis | how long | effect of an erasure |\n|---|---|---|---|---|---|\n"
                        + personal + "\n\nNot personal: " + others + ".\n");
    }

    private static List<Column> columns() throws IOException {
        return read(COLUMNS)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Column::of)
                .toList();
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(PrivacyMapTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
