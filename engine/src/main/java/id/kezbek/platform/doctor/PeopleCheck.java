package id.kezbek.platform.doctor;

import id.kezbek.access.StaffColumns;
import id.kezbek.partners.OfficerColumns;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SealedColumns.SealedColumn;
import id.kezbek.shared.security.SealedColumns.Signed;
import id.kezbek.shared.security.Sealing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Names the rows of staff and officers that something else than the engine wrote. */
final class PeopleCheck {

    private static final String WHAT = "people";
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int NAMED_MAX = 5;

    private PeopleCheck() {}

    static Finding of(Connection connection, RowMac macs, Sealing sealing) throws SQLException {
        List<SealedColumn> columns = Stream.concat(
                        new StaffColumns().columns().stream(), new OfficerColumns().columns().stream())
                .toList();
        int rows = 0;
        List<String> notBelieved = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (!isSigned(statement)) {
                return Finding.ok(WHAT, "the next start of the engine signs their rows");
            }
            statement.setFetchSize(ROWS_AT_ONCE);
            for (SealedColumn column : columns) {
                if (column instanceof Signed signed) {
                    rows += look(statement, signed, macs, sealing, notBelieved);
                }
            }
        }
        if (notBelieved.isEmpty()) {
            return Finding.ok(WHAT, "all " + rows + " rows of staff and officers are believed");
        }
        String more = notBelieved.size() > NAMED_MAX ? " and " + (notBelieved.size() - NAMED_MAX) + " more" : "";
        return Finding.wrong(
                WHAT,
                "something else than the engine wrote "
                        + String.join(", ", notBelieved.subList(0, Math.min(NAMED_MAX, notBelieved.size()))) + more
                        + "; nobody logs in by these rows: remove them (docs/access.md)");
    }

    private static boolean isSigned(Statement statement) throws SQLException {
        try (ResultSet there = statement.executeQuery("select to_regclass('people.mailbox') is not null")) {
            if (!there.next() || !there.getBoolean(1)) {
                return false;
            }
        }
        try (ResultSet signed =
                statement.executeQuery("select exists (select from approvals.audit where act = 'PEOPLE_SIGNED')")) {
            return signed.next() && signed.getBoolean(1);
        }
    }

    private static int look(Statement statement, Signed column, RowMac macs, Sealing sealing, List<String> notBelieved)
            throws SQLException {
        int rows = 0;
        try (ResultSet row = statement.executeQuery("select * from " + column.table())) {
            while (row.next()) {
                rows++;
                if (!macs.isTrue(
                        row.getBytes(column.column()),
                        column.name(),
                        column.fields().of(row, sealing))) {
                    notBelieved.add(column.table() + " " + row.getString("id"));
                }
            }
        }
        return rows;
    }
}
