package id.kezbek.startup.masterkey;

import id.kezbek.shared.security.SealedColumns.SealedColumn;
import id.kezbek.shared.security.SealedColumns.Signed;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A known text in the database, sealed with the master key. With this text, the engine detects a wrong key at once,
 * even in a nearly empty database.
 */
public final class KeyCheck {

    private static final byte[] TEXT = "cezbek".getBytes(StandardCharsets.UTF_8);
    private static final String CONTEXT = "shared.key_check";

    private final JdbcClient jdbc;
    private final Sealing sealing;

    public KeyCheck(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /** An error message about the keys, in one line; empty if a key opens the stored text or no text is stored. */
    public Optional<String> fault() {
        try {
            sealedText().ifPresent(text -> sealing.open(text, CONTEXT));
            return Optional.empty();
        } catch (IllegalStateException another) {
            return Optional.of(Sealing.PROPERTY + " does not decrypt the stored values: they were written with another"
                    + " key; restore that key, or add it to " + Sealing.FORMER_PROPERTY);
        }
    }

    /** Whether the database contains the text. Without the text, {@link #fault} cannot find an error. */
    public boolean isThere() {
        return sealedText().isPresent();
    }

    /**
     * Seals and stores the text if the database does not contain the text. If several processes start together, the
     * first process writes the text.
     */
    void add() {
        jdbc.sql("insert into shared.key_check (sealed_text) values (?) on conflict do nothing")
                .param(sealing.seal(TEXT, CONTEXT))
                .update();
    }

    /** Seals the text again with the current key. */
    public void renew() {
        jdbc.sql("""
                        insert into shared.key_check (sealed_text) values (?)
                        on conflict (only_one) do update set sealed_text = excluded.sealed_text""").param(sealing.seal(TEXT, CONTEXT)).update();
    }

    /** A column with values that are sealed with an unknown key; empty if no column has such values. */
    Optional<SealedColumn> underUnknownKeys(List<SealedColumn> columns) {
        return columns.stream()
                .filter(column -> jdbc.sql("select exists (select from " + column.table() + " where " + column.column()
                                + " is not null and not (substring(" + column.column()
                                + " from 2 for 4) = any(?)))")
                        .param(sealing.keyIds().toArray(byte[][]::new))
                        .query(Boolean.class)
                        .single())
                .findFirst();
    }

    /**
     * Tables with rows but without any MAC. An engine without MACs wrote these rows; an engine with MACs rejects all
     * these rows.
     */
    List<Signed> unsigned(List<SealedColumn> columns) {
        return columns.stream()
                .filter(Signed.class::isInstance)
                .map(Signed.class::cast)
                .filter(Signed::isToBeSignedOnce)
                .filter(column -> jdbc.sql(
                                "select count(*) > 0 and count(" + column.column() + ") = 0 from " + column.table())
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private Optional<byte[]> sealedText() {
        return jdbc.sql("select sealed_text from shared.key_check")
                .query(byte[].class)
                .optional();
    }
}
