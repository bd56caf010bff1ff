package id.kezbek.shared.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module's columns that depend on the master key. Each module that seals or signs values provides one component of
 * this type. The component has no constructor arguments, because resealing runs without the engine's other beans. A
 * sealed column is named {@code sealed_…}, a column with a MAC {@code mac}; a test finds undeclared columns.
 */
public interface SealedColumns {

    List<SealedColumn> columns();

    /** A column that depends on the master key. */
    sealed interface SealedColumn {

        /** The table's name, with its schema. */
        String table();

        /** The primary key columns of the table. */
        List<String> key();

        String column();
    }

    /**
     * Bytes from {@link Sealing}; null if nothing is sealed.
     *
     * @param context computes a row's context, as given to {@link Sealing#seal}
     */
    record Sealed(String table, List<String> key, String column, Context context) implements SealedColumn {}

    /**
     * Bytes from {@link RowMac}; the engine rejects a row without a MAC.
     *
     * @param name the table's name as given to {@link RowMac#of}
     * @param fields computes a row's fields, as given to {@link RowMac#of}
     * @param isToBeSignedOnce whether an operator may sign rows that are older than MACs; if not, such rows expire soon
     *     and are rejected until then
     */
    record Signed(String table, List<String> key, String column, String name, Fields fields, boolean isToBeSignedOnce)
            implements SealedColumn {

        /** Like the record's other constructor, but an operator may not sign older rows of this table. */
        public Signed(String table, List<String> key, String column, String name, Fields fields) {
            this(table, key, column, name, fields, false);
        }
    }

    /** Computes the context of a sealed value. The result set contains all columns of the table. */
    @FunctionalInterface
    interface Context {
        String of(ResultSet row) throws SQLException;
    }

    /**
     * Computes the fields that a row's MAC covers, and decrypts the sealed fields. The result set contains all columns
     * of the table.
     */
    @FunctionalInterface
    interface Fields {
        @Nullable
        Object[] of(ResultSet row, Sealing sealing) throws SQLException;
    }
}
