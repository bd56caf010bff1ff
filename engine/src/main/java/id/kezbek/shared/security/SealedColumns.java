package id.kezbek.shared.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a module that depend on the master key. Each module that seals or signs brings one component that
 * implements this, without anything to construct it from: re-sealing under another key runs where no engine does.
 * A column that holds sealed bytes is called {@code sealed_…}, one that holds a MAC {@code mac}; a test finds those that
 * nobody tells of.
 */
public interface SealedColumns {

    List<SealedColumn> columns();

    /** A column that depends on the master key. */
    sealed interface SealedColumn {

        /** With its schema. */
        String table();

        /** The columns of the primary key. */
        List<String> key();

        String column();
    }

    /**
     * Bytes that {@link Sealing} made; null where there is nothing sealed.
     *
     * @param context of a row, as it was given to {@link Sealing#seal}
     */
    record Sealed(String table, List<String> key, String column, Context context) implements SealedColumn {}

    /**
     * Bytes that {@link RowMac} made; null where a row is not believed.
     *
     * @param name under which the table was given to {@link RowMac#of}
     * @param fields of a row, as they were given with it
     * @param isToBeSignedOnce whether rows of before there were MACs are signed by an operator's word; where not, such rows
     *     are soon over, and are not believed
     */
    record Signed(String table, List<String> key, String column, String name, Fields fields, boolean isToBeSignedOnce)
            implements SealedColumn {

        /** As above, where rows of before are none of re-sealing's business. */
        public Signed(String table, List<String> key, String column, String name, Fields fields) {
            this(table, key, column, name, fields, false);
        }
    }

    /** Reads the context that a row's value was sealed in; the row has all columns of its table. */
    @FunctionalInterface
    interface Context {
        String of(ResultSet row) throws SQLException;
    }

    /** Reads the fields that a row's MAC covers, opening those that are sealed; the row has all columns of its table. */
    @FunctionalInterface
    interface Fields {
        @Nullable
        Object[] of(ResultSet row, Sealing sealing) throws SQLException;
    }
}
