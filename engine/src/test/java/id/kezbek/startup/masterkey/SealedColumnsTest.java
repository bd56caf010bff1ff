package id.kezbek.startup.masterkey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.SealedColumns;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

@EngineTest
class SealedColumnsTest {

    private final EngineUnderTest engine;
    private final ApplicationContext context;

    SealedColumnsTest(EngineUnderTest engine, ApplicationContext context) {
        this.engine = engine;
        this.context = context;
    }

    /** Values in an undeclared column would be lost with the former key. */
    @Test
    void listsEverySealedOrSignedColumn() {
        List<String> told = context.getBeansOfType(SealedColumns.class).values().stream()
                .flatMap(module -> module.columns().stream())
                .map(column -> column.table() + "." + column.column())
                .toList();
        List<String> there = engine.database().sql("""
                        select table_schema || '.' || table_name || '.' || column_name from information_schema.columns
                        where data_type = 'bytea' and (column_name like 'sealed\\_%' or column_name = 'mac')
                          and table_schema || '.' || table_name <> 'shared.key_check'""").query(String.class).list();
        assertThat(told).containsExactlyInAnyOrderElementsOf(there);
    }
}
