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
 * Refuses a start if the master key does not decrypt the stored values, or if rows are unsigned. An engine with such
 * data could start, but would refuse all log-ins.
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
                    .ifPresent(column -> refuse(Sealing.PROPERTY + " does not decrypt the values in " + column.table()
                            + ": they were written with another key; restore that key, or add it to "
                            + Sealing.FORMER_PROPERTY));
            check.add();
        }
        List<Signed> unsigned = check.unsigned(columns);
        if (!unsigned.isEmpty()) {
            refuse("no row of "
                    + unsigned.stream().map(Signed::table).collect(Collectors.joining(", "))
                    + " is signed with the master key, as after an upgrade from a version without signatures; check these"
                    + " rows, then sign them: java -jar cezbek-engine.jar reseal --sign-rows");
        }
    }

    private static void refuse(String line) {
        throw new StartFailure.Precondition(line);
    }
}
