package id.kezbek.startup.masterkey;

import id.kezbek.shared.security.SealedColumns;
import id.kezbek.shared.security.SealedColumns.SealedColumn;
import id.kezbek.shared.security.SealedColumns.Signed;
import id.kezbek.shared.security.Sealing;
import id.kezbek.startup.StartFailure;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses a start with a master key that does not open the stored values, and a start on unsigned rows: such an engine
 * would be ready but refuse all log-ins.
 */
@Component
class MasterKeyOpens {

    MasterKeyOpens(JdbcClient jdbc, Sealing sealing, List<SealedColumns> modules) {
        KeyCheck check = new KeyCheck(jdbc, sealing);
        List<SealedColumn> columns =
                modules.stream().flatMap(module -> module.columns().stream()).toList();
        check.fault().ifPresent(MasterKeyOpens::refuse);
        if (!check.isThere()) {
            check.underUnknownKeys(columns)
                    .ifPresent(column -> refuse(Sealing.PROPERTY + " does not open what is in " + column.table()
                            + ": it was written under another key; restore that key, or name it in "
                            + Sealing.FORMER_PROPERTY));
            check.add();
        }
        List<Signed> unsigned = check.unsigned(columns);
        if (!unsigned.isEmpty()) {
            refuse("no row of "
                    + unsigned.stream().map(Signed::table).collect(Collectors.joining(", "))
                    + " is signed under the master key, as after an upgrade from a version that signed none; look at these"
                    + " rows, then sign them: java -jar cezbek-engine.jar reseal --sign-rows");
        }
    }

    private static void refuse(String line) {
        throw new StartFailure.Precondition(line);
    }
}
