package id.kezbek.startup.masterkey;

import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SealedColumns.Sealed;
import id.kezbek.shared.security.SealedColumns.SealedColumn;
import id.kezbek.shared.security.SealedColumns.Signed;
import id.kezbek.shared.security.Sealing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reseals all values that depend on the master key with the current key. Each value is written separately, and only if
 * no engine has changed the value since this command read the value. So engines may run at the same time, and the
 * command may be interrupted and repeated. The command reseals the text of {@link KeyCheck} last. Until then, no engine
 * starts without the former key.
 */
final class Reseal {

    private static final int PORTION = 500;

    /** A value before and after resealing; {@code after} is null if the value cannot be resealed. */
    private record Row(List<@Nullable Object> key, byte @Nullable [] before, byte @Nullable [] after, String name) {}

    /**
     * The numbers of values.
     *
     * @param left values that still use another key, because their key is unknown or someone modified the value
     * @param meanwhile values that an engine wrote with another key during this run
     */
    record Counted(long renewed, long signed, long left, long meanwhile) {

        static final Counted NOTHING = new Counted(0, 0, 0, 0);

        private Counted plus(Counted other) {
            return new Counted(
                    renewed + other.renewed, signed + other.signed, left + other.left, meanwhile + other.meanwhile);
        }
    }

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final RowMac macs;
    private final Consumer<String> says;
    private final boolean isSigningRows;

    /** @param isSigningRows whether rows without a MAC get a MAC, in tables that permit unsigned rows */
    Reseal(JdbcClient jdbc, Sealing sealing, RowMac macs, Consumer<String> says, boolean isSigningRows) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.macs = macs;
        this.says = says;
        this.isSigningRows = isSigningRows;
    }

    Counted run(List<SealedColumn> columns) {
        Counted all = columns.stream().map(this::column).reduce(Counted.NOTHING, Counted::plus);
        if (all.meanwhile() == 0) {
            new KeyCheck(jdbc, sealing).renew();
        }
        return all;
    }

    private Counted column(SealedColumn column) {
        tellOfUnsigned(column);
        long due = due(column);
        if (due == 0) {
            return Counted.NOTHING;
        }
        says.accept(name(column) + ": " + due + " to do");
        Counted counted = Counted.NOTHING;
        List<@Nullable Object> after = List.of();
        List<Row> rows = portion(column, after);
        while (!rows.isEmpty()) {
            for (Row row : rows) {
                counted = counted.plus(write(column, row));
            }
            says.accept(name(column) + ": " + (counted.renewed() + counted.signed() + counted.left()) + " of " + due);
            after = rows.getLast().key();
            rows = portion(column, after);
        }
        return new Counted(counted.renewed(), counted.signed(), counted.left(), due(column) - counted.left());
    }

    private void tellOfUnsigned(SealedColumn column) {
        if (column instanceof Signed signed && signed.isToBeSignedOnce() && !isSigningRows) {
            long unsigned = jdbc.sql(
                            "select count(*) from " + column.table() + " where " + column.column() + " is null")
                    .query(Long.class)
                    .single();
            if (unsigned > 0) {
                says.accept(column.table() + ": " + unsigned + " rows have no MAC; the engine rejects them");
            }
        }
    }

    private long due(SealedColumn column) {
        return jdbc.sql("select count(*) from " + column.table() + " where " + isDue(column))
                .param("current", sealing.keyIds().getFirst())
                .query(Long.class)
                .single();
    }

    private String isDue(SealedColumn column) {
        String isUnderAnother = "substring(" + column.column() + " from 2 for 4) <> :current";
        return isToSign(column) ? "(" + isUnderAnother + " or " + column.column() + " is null)" : isUnderAnother;
    }

    private boolean isToSign(SealedColumn column) {
        return isSigningRows && column instanceof Signed signed && signed.isToBeSignedOnce();
    }

    /** The next rows in the order of their keys. */
    private List<Row> portion(SealedColumn column, List<@Nullable Object> after) {
        String key = String.join(", ", column.key());
        String beyond = after.isEmpty()
                ? ""
                : " and (" + key + ") > (" + String.join(", ", Collections.nCopies(after.size(), "?")) + ")";
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(sealing.keyIds().getFirst());
        parameters.addAll(after);
        return jdbc.sql("select * from " + column.table() + " where "
                        + isDue(column).replace(":current", "?") + beyond + " order by " + key + " limit " + PORTION)
                .params(parameters)
                .query((row, n) -> row(column, row))
                .list();
    }

    private Row row(SealedColumn column, ResultSet row) throws SQLException {
        List<@Nullable Object> key = new ArrayList<>();
        for (String part : column.key()) {
            key.add(row.getObject(part));
        }
        byte[] before = row.getBytes(column.column());
        byte[] after = switch (column) {
            case Sealed one -> resealed(before, one.context().of(row));
            case Signed one -> signedAnew(before, one, one.fields().of(row, sealing));
        };
        return new Row(key, before, after, column.table() + " " + key);
    }

    private byte @Nullable [] resealed(byte[] before, String context) {
        try {
            return sealing.seal(sealing.open(before, context), context);
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    /** The new MAC. An invalid MAC is never replaced. */
    private byte @Nullable [] signedAnew(byte @Nullable [] before, Signed column, @Nullable Object[] fields) {
        boolean isBelieved = before == null ? isToSign(column) : macs.isTrue(before, column.name(), fields);
        return isBelieved ? macs.of(column.name(), fields) : null;
    }

    private Counted write(SealedColumn column, Row row) {
        if (row.after() == null) {
            says.accept(row.name() + " remains unchanged: its key is not in the settings, or the value was modified");
            return new Counted(0, 0, 1, 0);
        }
        String where = String.join(
                " and ", column.key().stream().map(part -> part + " = ?").toList());
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(row.after());
        parameters.addAll(row.key());
        if (row.before() != null) {
            parameters.add(row.before());
        }
        int written = jdbc.sql("update " + column.table() + " set " + column.column() + " = ? where " + where + " and "
                        + column.column() + (row.before() == null ? " is null" : " = ?"))
                .params(parameters)
                .update();
        if (row.before() == null && written == 1) {
            says.accept("signed " + row.name());
            return new Counted(0, 1, 0, 0);
        }
        // An engine that has changed the value in the meantime sealed the new value with the engine's master key. If
        // this key is not the current key, the next run reseals the value.
        return new Counted(written, 0, 0, 0);
    }

    private static String name(SealedColumn column) {
        return column.table() + "." + column.column();
    }
}
