package id.kezbek.reconciliation.imports;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.reconciliation.parsing.LineKind;
import id.kezbek.reconciliation.parsing.ReadStatement;
import id.kezbek.reconciliation.parsing.StatementReader;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.reconciliation.profiles.Profiles;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Digests;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports a statement: stores its sealed bytes in the file store, and writes its lines in one database transaction. If
 * the process dies during an import, no rows remain. Importing the same bytes again does not create another import.
 */
@Component
public class ImportStatement {

    private static final CrashPoint STORED = CrashPoint.named(
            "reconciliation.bytes-stored",
            "a statement's bytes are in the file store, but none of its lines is recorded");
    private static final CrashPoint WRITTEN =
            CrashPoint.named("reconciliation.lines-written", "a statement's lines are written, but not committed");
    private static final CrashPoint LOADED =
            CrashPoint.named("reconciliation.lines-loaded", "a statement's lines are committed, but none is matched");

    /** The maximum age of a statement. Older statements are not needed, and an earlier date is probably a mistake. */
    private static final int OLDEST_YEARS = 11;

    private static final int LONGEST_DAYS = 31;

    /**
     * A statement to import.
     *
     * @param profile the profile's name; null for the provider's default profile
     * @param to the last day (inclusive)
     * @param again whether a file that another file replaced may become current again
     * @param downloadedAgain whether the bytes are a new download and not a copy of an earlier import
     * @param by the person who sends the statement
     */
    public record Order(
            String provider,
            @Nullable String profile,
            LocalDate from,
            LocalDate to,
            boolean again,
            boolean downloadedAgain,
            byte[] bytes,
            String by) {

        @Override
        public String toString() {
            return "Order[" + provider + ", " + from + "]";
        }
    }

    /** A file that is being read. */
    private record Reading(UUID id, Order order, Profile profile, byte[] sha256, LongConsumer progress) {

        @Override
        public String toString() {
            return "Reading[" + order + "]";
        }
    }

    private final ProviderBoard board;
    private final Profiles profiles;
    private final StatementFiles files;
    private final StatementBytes bytes;
    private final ConfirmStatement confirmStatement;
    private final Supersede supersede;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final Ids ids;
    private final Clock clock;

    ImportStatement(
            ProviderBoard board,
            Profiles profiles,
            StatementFiles files,
            StatementBytes bytes,
            ConfirmStatement confirmStatement,
            Supersede supersede,
            AuditLog auditLog,
            TransactionTemplate transactions,
            DataSource dataSource,
            JdbcTemplate jdbc,
            Ids ids,
            Clock clock) {
        this.board = board;
        this.profiles = profiles;
        this.files = files;
        this.bytes = bytes;
        this.confirmStatement = confirmStatement;
        this.supersede = supersede;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Imports the statement. Do not call this method in a transaction.
     *
     * @throws Refusal with the problem; nothing was then recorded
     */
    public Imported run(Order order) {
        return run(order, bytes -> {});
    }

    /**
     * Imports the statement like {@link #run(Order)}, and reports the progress.
     *
     * @param progress receives the number of bytes read so far, while the import's transaction is open
     */
    public Imported run(Order order, LongConsumer progress) {
        Profile profile = check(order);
        String provider = order.provider();
        byte[] sha256 = Digests.sha256(order.bytes());
        Optional<StatementFile> known = known(order, sha256);
        if (known.isPresent()) {
            return confirmStatement.run(known.get(), order);
        }
        UUID id = ids.next();
        StatementFiles.Store stored = bytes.put(id, provider, sha256, order.bytes());
        STORED.reached();
        try {
            Imported imported = load(new Reading(id, order, profile, sha256, progress), stored);
            if (!imported.isNew()) {
                bytes.remove(id, stored);
            }
            return imported;
        } catch (Refusal refused) {
            bytes.remove(id, stored);
            throw refused;
        }
    }

    /**
     * Checks the provider and the days, and that the file is not empty.
     *
     * @return the profile that reads the file
     * @throws Refusal with the problem
     */
    public Profile check(Order order) {
        Profile profile = profile(order, board.require(order.provider()).code());
        requireDays(order);
        if (order.bytes().length == 0) {
            throw Refusal.badField("body", "is empty; send the statement");
        }
        return profile;
    }

    private Profile profile(Order order, String provider) {
        String name = order.profile() == null ? provider : order.profile();
        return profiles.find(name)
                .map(Profiles.Stored::profile)
                .orElseThrow(() -> Refusal.badField(
                        "profile",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        profiles.all().stream()
                                                .map(stored -> stored.profile().name())
                                                .toList())));
    }

    private void requireDays(Order order) {
        LocalDate today = Jakarta.dayOf(clock.instant());
        if (order.from().isAfter(today) || order.from().isBefore(today.minusYears(OLDEST_YEARS))) {
            throw Refusal.badField(
                    "day",
                    "must be a day up to today, which is " + today + ", and of the last " + OLDEST_YEARS + " years");
        }
        if (order.to().isBefore(order.from())
                || order.to().isAfter(order.from().plusDays(LONGEST_DAYS - 1))
                || order.to().isAfter(today)) {
            throw Refusal.badField(
                    "to",
                    "must be a day from " + order.from() + " on, at most " + LONGEST_DAYS
                            + " days in all, up to today");
        }
    }

    /**
     * Finds an earlier import of the same bytes. Files without movements can have identical bytes on different days. A
     * file with movements belongs to one period only.
     */
    private Optional<StatementFile> known(Order order, byte[] sha256) {
        List<StatementFile> alike = files.ofBytes(order.provider(), sha256);
        List<StatementFile> ofThisPeriod = alike.stream()
                .filter(file -> file.from().equals(order.from()) && file.to().equals(order.to()))
                .toList();
        Optional<StatementFile> known = ofThisPeriod.stream()
                .filter(file -> file.state() == StatementFile.State.LOADED)
                .findFirst();
        // A repeated request must not undo a later correction.
        if (known.isEmpty() && !ofThisPeriod.isEmpty() && !order.again()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "this file was imported before and replaced by another one; nothing was changed. To use this"
                            + " file again, send it with again=true");
        }
        if (ofThisPeriod.isEmpty()) {
            alike.stream().filter(file -> file.lines() > 0).findFirst().ifPresent(file -> {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the same file was imported as the statement of " + file.from() + " to " + file.to()
                                + "; it cannot be the statement of other days");
            });
        }
        return known;
    }

    /** The time of the download. A copy of an earlier file has the time of the earlier file. */
    private Instant receivedAt(Order order, byte[] sha256) {
        return order.downloadedAgain()
                ? clock.instant()
                : files.received(order, sha256).orElseGet(clock::instant);
    }

    private Imported load(Reading reading, StatementFiles.Store stored) {
        Order order = reading.order();
        Imported imported = Objects.requireNonNull(transactions.execute(status -> {
            files.lock(order.provider());
            // Another process may have imported the same bytes in the meantime.
            Optional<StatementFile> known = known(order, reading.sha256());
            if (known.isPresent()) {
                return confirmStatement.run(known.get(), order);
            }
            return new Imported(write(reading, stored), true);
        }));
        LOADED.reached();
        return imported;
    }

    /**
     * Reads the file and writes its lines in the caller's transaction, which a dry run rolls back. The method does not
     * store the original bytes.
     *
     * @throws Refusal with the problem of the file
     */
    public StatementFile writeLines(UUID id, Order order, Profile profile, byte[] sha256) {
        return write(new Reading(id, order, profile, sha256, bytes -> {}), null);
    }

    /** @param stored the storage of the bytes; null if the bytes are not stored */
    private StatementFile write(Reading reading, StatementFiles.@Nullable Store stored) {
        UUID id = reading.id();
        Order order = reading.order();
        Profile profile = reading.profile();
        byte[] sha256 = reading.sha256();
        Instant now = clock.instant();
        List<StatementFiles.Rejected> rejected;
        ReadStatement read;
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(LineCopy.SQL);
            try {
                LineCopy lines = new LineCopy(id, copy, reading.progress());
                read = StatementReader.read(order.bytes(), order.provider(), profile, order.from(), order.to(), lines);
                lines.flush();
                copy.endCopy();
                rejected = lines.rejected();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException broken) {
            throw new IllegalStateException("The lines of a statement could not be written", broken);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
        StatementFile file = new StatementFile(
                id,
                order.provider(),
                profile.name(),
                profile.version(),
                HexFormat.of().formatHex(sha256),
                order.bytes().length,
                order.from(),
                order.to(),
                StatementFile.State.LOADED,
                null,
                read.isWhole(),
                read.lines(),
                read.rejected(),
                money(read.total()),
                read.opening() == null ? null : money(read.opening()),
                read.closing() == null ? null : money(read.closing()),
                order.by(),
                receivedAt(order, sha256),
                null,
                null);
        Optional<UUID> earlier = files.loaded(order.provider(), order.from(), order.to());
        files.add(
                file,
                sha256,
                stored,
                profile.body().fees() != Profile.FeeStyle.NONE,
                profile.body().kinds().containsValue(LineKind.TOP_UP.name()));
        jdbc.batchUpdate(
                "insert into reconciliation.rejected_line (file, number, text, reason) values (?, ?, ?, ?)",
                rejected.stream()
                        .map(row -> new Object[] {id, row.number(), row.text(), row.reason()})
                        .toList());
        earlier.ifPresent(other -> supersede.run(other, id, now));
        auditLog.append(new AuditEntry(
                order.by(),
                "STATEMENT_IMPORTED",
                "statement " + Ids.text(id),
                Map.of(
                        "provider", order.provider(),
                        "days", order.from() + " to " + order.to(),
                        "sha256", file.sha256(),
                        "lines", Integer.toString(file.lines()),
                        "rejected", Integer.toString(file.rejected()),
                        "supersedes", earlier.map(Ids::text).orElse(""),
                        "downloaded_again", Boolean.toString(order.downloadedAgain()))));
        WRITTEN.reached();
        return file;
    }

    /** Records that a file from the folder was refused, so that later runs do not read the file again. */
    public void recordRefused(Order order, String reason) {
        byte[] sha256 = Digests.sha256(order.bytes());
        transactions.executeWithoutResult(status -> {
            files.lock(order.provider());
            if (!files.wasRefused(order.provider(), sha256)) {
                files.add(
                        new StatementFile(
                                ids.next(),
                                order.provider(),
                                order.profile() == null ? order.provider() : order.profile(),
                                1,
                                "",
                                order.bytes().length,
                                order.from(),
                                order.to(),
                                StatementFile.State.REFUSED,
                                reason,
                                false,
                                0,
                                0,
                                Money.ZERO,
                                null,
                                null,
                                order.by(),
                                clock.instant(),
                                null,
                                null),
                        sha256,
                        null,
                        false,
                        false);
            }
        });
    }

    private static Money money(long hundredths) {
        return Money.rupiah(BigDecimal.valueOf(hundredths, 2));
    }
}
