package id.kezbek.access;

import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Restores the engine's signing keys after a test, because tokens of other tests are signed with them. */
public final class KeptSigningKeys implements AutoCloseable {

    private record Stored(
            String id,
            byte[] sealedPrivateKey,
            byte[] publicKey,
            Timestamp createdAt,
            @Nullable Timestamp endsAt) {}

    private final EngineUnderTest engine;
    private final List<Stored> before;

    public KeptSigningKeys(EngineUnderTest engine) {
        this.engine = engine;
        this.before = engine.database()
                .sql("select id, sealed_private_key, public_key, created_at, ends_at from access.signing_key")
                .query((row, n) -> new Stored(
                        row.getString(1), row.getBytes(2), row.getBytes(3), row.getTimestamp(4), row.getTimestamp(5)))
                .list();
    }

    /** Removes all keys, as in a new database. */
    public void forget() {
        engine.database().sql("delete from access.signing_key").update();
        tellTheEngine();
    }

    @Override
    public void close() {
        engine.database().sql("delete from access.signing_key").update();
        before.forEach(key -> engine.database()
                .sql("""
                        insert into access.signing_key (id, sealed_private_key, public_key, created_at, ends_at)
                        values (?, ?, ?, ?, ?)""")
                .params(key.id(), key.sealedPrivateKey(), key.publicKey(), key.createdAt(), key.endsAt())
                .update());
        tellTheEngine();
    }

    private void tellTheEngine() {
        engine.database()
                .sql("update shared.data_version set version = version + 1 where name = 'signing_keys'")
                .update();
        engine.get(DataVersions.class).refresh();
    }
}
