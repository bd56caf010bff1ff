package id.kezbek.startup.masterkey;

import id.kezbek.shared.security.SealedColumns.SealedColumn;
import id.kezbek.shared.security.SealedColumns.Signed;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A known text in the database, sealed with the master key. It shows at once whether a key is right, also in a nearly
 * empty database.
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

    /** The error of the keys in one line; empty if they open the text or there is none. */
    public Optional<String> fault() {
        try {
            sealedText().ifPresent(text -> sealing.open(text, CONTEXT));
            return Optional.empty();
        } catch (IllegalStateException another) {
            return Optional.of(Sealing.PROPERTY + " does not open what is in the database: it was written under another"
                    + " key; restore that key, or name it in " + Sealing.FORMER_PROPERTY);
        }
    }

    /** Whether the database holds a text, so that {@link #fault} can tell. */
    public boolean isThere() {
        return sealedText().isPresent();
    }

    /** Seals the text where none is there; of processes that start together the first one does it. */
    void add() {
        jdbc.sql("insert into shared.key_check (sealed_text) values (?) on conflict do nothing")
                .param(sealing.seal(TEXT, CONTEXT))
                .update();
    }

    /** Seals the text under the key that seals now. */
    public void renew() {
        jdbc.sql("""
                        insert into shared.key_check (sealed_text) values (?)
                        on conflict (only_one) do update set sealed_text = excluded.sealed_text""").param(sealing.seal(TEXT, CONTEXT)).update();
    }

    /** A column with values under keys that nobody names; empty where there is none. */
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
     * Tables with rows of which none has a MAC: they are from an engine that signed none, and nobody would be believed.
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
