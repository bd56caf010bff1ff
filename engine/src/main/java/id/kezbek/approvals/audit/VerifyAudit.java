package id.kezbek.approvals.audit;

import id.kezbek.approvals.audit.AuditVerdict.Broken;
import id.kezbek.approvals.audit.AuditVerdict.How;
import id.kezbek.approvals.audit.AuditVerdict.Intact;
import id.kezbek.shared.security.Sealing;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Verifies the audit log's chain from the first row to the last. The verification needs only a database connection with
 * read rights, so the result does not depend on the engine that wrote the log.
 */
public final class VerifyAudit {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int HEADS_AT_ONCE = 1_000;
    /**
     * The maximum distance between a moved row and its original place, in rows. A row that was moved farther is
     * reported as changed.
     */
    private static final long MOVED_MAX = 10_000;

    private final Connection connection;
    private final Optional<byte[]> keptHead;
    private final Optional<Sealing> sealing;
    private final Consumer<Consumer<KeptHead>> writtenOut;

    private long expected = 1;
    private byte[] previous = AuditRow.BEGINNING;
    private boolean keptHeadWasFound;

    /** @param keptHead the hash of an earlier head of the log */
    public VerifyAudit(Connection connection, Optional<byte[]> keptHead) {
        this(connection, keptHead, heads -> {}, Optional.empty());
    }

    /**
     * @param writtenOut passes each head that is stored outside the database to the given consumer
     * @param sealing decrypts sealed actors; without it, sealed actors are not checked
     */
    public VerifyAudit(
            Connection connection,
            Optional<byte[]> keptHead,
            Consumer<Consumer<KeptHead>> writtenOut,
            Optional<Sealing> sealing) {
        this.connection = connection;
        this.sealing = sealing;
        this.keptHead = keptHead;
        this.writtenOut = writtenOut;
    }

    /** Verifies the whole log in one database snapshot. Ends the connection's transaction. */
    public AuditVerdict verify() throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            Optional<Broken> broken = brokenRow().or(this::cutOff);
            if (broken.isPresent()) {
                return broken.get();
            }
            AuditVerdict verdict = actorsOrIntact();
            if (verdict instanceof Broken) {
                return verdict;
            }
            // The engine still stores new heads, so a head that is newer than the snapshot is not missing.
            connection.rollback();
            Optional<Broken> missing = missingHead();
            return missing.isPresent() ? missing.get() : verdict;
        } finally {
            connection.rollback();
        }
    }

    private Optional<Broken> missingHead() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        List<KeptHead> portion = new ArrayList<>();
        List<Broken> missing = new ArrayList<>();
        writtenOut.accept(head -> {
            portion.add(head);
            if (portion.size() == HEADS_AT_ONCE) {
                missing.addAll(missing(portion));
                portion.clear();
            }
        });
        missing.addAll(missing(portion));
        return missing.stream().min(Comparator.comparing(Broken::row));
    }

    /** The given heads that the log does not contain. */
    private List<Broken> missing(List<KeptHead> heads) {
        Map<Long, byte[]> rows = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select number, hash from approvals.audit where number = any(?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", heads.stream().map(KeptHead::number).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getLong(1), row.getBytes(2));
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("The audit log could not be read", failed);
        }
        return heads.stream()
                .filter(head -> !Arrays.equals(rows.get(head.number()), head.hash()))
                .min(Comparator.comparing(KeptHead::number))
                .map(head -> rows.containsKey(head.number())
                        ? new Broken(
                                head.number(),
                                How.CHANGED,
                                "and all later rows were rewritten: the stored head is " + head.name())
                        : new Broken(
                                head.number(),
                                How.CUT_OFF,
                                "and later rows are missing: the stored head is " + head.name()))
                .stream()
                .toList();
    }

    private Optional<Broken> brokenRow() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select number, at, actor, act, subject, detail, previous, hash
                from approvals.audit order by number""")) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    AuditRow row = row(rows);
                    Optional<Broken> broken = broken(row);
                    if (broken.isPresent()) {
                        return broken;
                    }
                    keptHeadWasFound |= keptHead.isPresent() && MessageDigest.isEqual(keptHead.get(), row.hash());
                    previous = row.hash();
                    expected++;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Broken> broken(AuditRow row) {
        if (!MessageDigest.isEqual(row.hash(), row.hashAs(row.number()))) {
            return Optional.of(placeOf(row)
                    .map(place -> new Broken(
                            row.number(), How.REORDERED, "is here and was row " + place + " when it was written"))
                    .orElseGet(() -> new Broken(row.number(), How.CHANGED, "is not what was written")));
        }
        if (row.number() != expected) {
            return Optional.of(new Broken(
                    expected,
                    How.MISSING,
                    row.number() > expected + 1
                            ? "is missing, with those up to row " + (row.number() - 1)
                            : "is missing"));
        }
        if (!MessageDigest.isEqual(row.previous(), previous)) {
            // The row's own hash is correct, but the row does not contain the previous row's hash. So the previous row
            // was rewritten together with its hash.
            return Optional.of(
                    new Broken(Math.max(1, expected - 1), How.CHANGED, "was changed together with its hash"));
        }
        return Optional.empty();
    }

    /** The row number for which the row's hash is correct, if this number is near the current number. */
    private static Optional<Long> placeOf(AuditRow row) {
        return LongStream.rangeClosed(1, MOVED_MAX)
                .flatMap(distance -> LongStream.of(row.number() - distance, row.number() + distance))
                .filter(place -> place > 0 && MessageDigest.isEqual(row.hash(), row.hashAs(place)))
                .boxed()
                .findFirst();
    }

    private Optional<Broken> cutOff() {
        if (keptHead.isEmpty() || keptHeadWasFound) {
            return Optional.empty();
        }
        return Optional.of(new Broken(
                expected,
                How.CUT_OFF,
                "and later rows are missing, or the log was rewritten: the given head is not in the log"));
    }

    private AuditVerdict actorsOrIntact() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.id, a.salt, a.subject, a.sealed_subject, (select min(number) from approvals.audit where actor = a.id)
                from approvals.actor a where a.salt is not null order by a.id""");
                ResultSet actors = statement.executeQuery()) {
            while (actors.next()) {
                if (!isTrue(actors)) {
                    return new Broken(
                            actors.getLong(5),
                            How.ACTOR_CHANGED,
                            "and others name the actor " + actors.getString(1) + ", whose identity was changed");
                }
            }
        }
        return withoutActor().<AuditVerdict>map(broken -> broken).orElseGet(() -> new Intact(expected - 1, previous));
    }

    /**
     * Whether the actor's id belongs to the actor's identity. Without the master key, sealed actors are not checked.
     */
    private boolean isTrue(ResultSet actor) throws SQLException {
        String id = actor.getString(1);
        byte[] salt = actor.getBytes(2);
        String inClear = actor.getString(3);
        byte[] sealed = actor.getBytes(4);
        if (inClear != null && !new AuditActor(id, salt, inClear).isTrue()) {
            return false;
        }
        if (sealed == null || sealing.isEmpty()) {
            return true;
        }
        try {
            return new AuditActor(id, salt, ActorSeals.open(sealing.get(), sealed, ActorSeals.ofActor(id))).isTrue();
        } catch (IllegalStateException doesNotOpen) {
            return false;
        }
    }

    /**
     * Finds an entry whose actor has no row. An erasure removes only salt and subject, so an attacker deleted a missing
     * row.
     */
    private Optional<Broken> withoutActor() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select l.number, l.actor from approvals.audit l
                where not exists (select 1 from approvals.actor a where a.id = l.actor) order by l.number limit 1""");
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Broken(
                            row.getLong(1),
                            How.ACTOR_CHANGED,
                            "names the actor " + row.getString(2) + ", who is no longer stored"))
                    : Optional.empty();
        }
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong("number"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("act"),
                row.getString("subject"),
                row.getString("detail"),
                row.getBytes("previous"),
                row.getBytes("hash"));
    }

    /** The hash in hexadecimal. */
    public static String text(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
