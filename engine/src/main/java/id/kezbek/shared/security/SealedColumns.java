package id.kezbek.shared.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module's columns that depend on the master key. Each module that seals or signs provides one component of this type
 * without constructor arguments, because re-sealing runs without an engine. A sealed column is named {@code sealed_…},
 * one with a MAC {@code mac}; a test finds undeclared ones.
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
     * Bytes from {@link Sealing}; null if nothing is sealed.
     *
     * @param context of a row, as given to {@link Sealing#seal}
     */
    record Sealed(String table, List<String> key, String column, Context context) implements SealedColumn {}

    /**
     * Bytes from {@link RowMac}; null if the row is refused.
     *
     * @param name the table's name as given to {@link RowMac#of}
     * @param fields of a row, as given to it
     * @param isToBeSignedOnce whether an operator signs rows from before MACs existed; otherwise such rows expire soon
     *     and are refused
     */
    record Signed(String table, List<String> key, String column, String name, Fields fields, boolean isToBeSignedOnce)
            implements SealedColumn {

        /** As above, without signing older rows. */
        public Signed(String table, List<String> key, String column, String name, Fields fields) {
            this(table, key, column, name, fields, false);
        }
    }

    /** Reads the context of a sealed value; the row has all columns of its table. */
    @FunctionalInterface
    interface Context {
        String of(ResultSet row) throws SQLException;
    }

    /** Reads the fields of a row's MAC and opens sealed ones; the row has all columns of its table. */
    @FunctionalInterface
    interface Fields {
        @Nullable
        Object[] of(ResultSet row, Sealing sealing) throws SQLException;
    }
}
