package id.kezbek.reconciliation.dryrun;

import id.kezbek.payouts.ProviderBoard;
import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.reconciliation.matching.MatchStatements;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.reconciliation.profiles.Profiles;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Masking;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports and matches a sample twice: with the current profile and with the proposed profile. The dry run uses the code
 * for real statements. All its transactions are rolled back.
 */
@Component
public class DryRun {

    private static final int SHOWN_LINES = 20;
    private static final int SHA256_BYTES = 32;

    /** A sample file of one day. */
    public record Sample(String provider, LocalDate day, String text, String by) {

        @Override
        public String toString() {
            return "Sample[" + provider + ", " + day + "]";
        }
    }

    /** A line that the profile read from the sample. */
    public record Line(
            int number,
            String kind,
            @Nullable String ourReference,
            @Nullable String providerReference,
            @Nullable String msisdn,
            @Nullable String wallet,
            Money amount,
            Instant at,
            boolean isMatched) {}

    /**
     * The result of reading the sample with one profile.
     *
     * @param refused the reason why an import would refuse the file; null if an import would accept the file
     * @param payments the number of payment lines
     * @param matched the number of payment lines for which the matching finds an attempt
     */
    public record Reading(
            int version,
            @Nullable String refused,
            int lines,
            List<StatementFiles.Rejected> rejected,
            boolean isWhole,
            Money total,
            long payments,
            long matched,
            List<Line> first) {}

    /** @param inForce the result with the current profile; empty for a new profile */
    public record Result(Optional<Reading> inForce, Reading proposed) {}

    private final ProviderBoard board;
    private final Profiles profiles;
    private final ImportStatement importStatement;
    private final MatchStatements matchStatements;
    private final StatementFiles files;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final TransactionTemplate apart;

    DryRun(
            ProviderBoard board,
            Profiles profiles,
            ImportStatement importStatement,
            MatchStatements matchStatements,
            StatementFiles files,
            JdbcClient jdbc,
            Ids ids,
            PlatformTransactionManager manager) {
        this.board = board;
        this.profiles = profiles;
        this.importStatement = importStatement;
        this.matchStatements = matchStatements;
        this.files = files;
        this.jdbc = jdbc;
        this.ids = ids;
        this.apart = new TransactionTemplate(manager);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @throws Refusal NOT_FOUND if the provider does not exist */
    public Result run(Sample sample, String profile, Profile.Body proposed) {
        String provider = board.require(sample.provider()).code();
        Optional<Profile> inForce = profiles.find(profile).map(Profiles.Stored::profile);
        int next = inForce.map(Profile::version).orElse(0) + 1;
        return new Result(
                inForce.map(one -> read(sample, provider, one)),
                read(sample, provider, new Profile(profile, next, proposed)));
    }

    private Reading read(Sample sample, String provider, Profile profile) {
        return Objects.requireNonNull(apart.execute(status -> {
            status.setRollbackOnly();
            try {
                return imported(sample, provider, profile);
            } catch (Refusal refused) {
                return new Reading(
                        profile.version(), reason(refused), 0, List.of(), false, Money.ZERO, 0, 0, List.of());
            }
        }));
    }

    private Reading imported(Sample sample, String provider, Profile profile) {
        files.lock(provider);
        UUID id = ids.next();
        ImportStatement.Order order = new ImportStatement.Order(
                provider,
                profile.name(),
                sample.day(),
                sample.day(),
                false,
                false,
                sample.text().getBytes(profile.charset()),
                sample.by());
        // Uses an invented hash. With the real hash, a sample that was imported before would be a duplicate.
        byte[] noBytes = ByteBuffer.allocate(SHA256_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        StatementFile file = importStatement.writeLines(id, order, profile, noBytes);
        matchStatements.matchWithin(file);
        return new Reading(
                profile.version(),
                null,
                file.lines(),
                files.rejected(id),
                file.isComplete(),
                file.total(),
                count(id, "l.kind = 'PAYMENT'"),
                count(id, "l.kind = 'PAYMENT' and m.id is not null"),
                first(id));
    }

    private long count(UUID file, String condition) {
        return jdbc.sql("""
                        select count(*) from reconciliation.line l
                        left join reconciliation.match m on m.file = l.file and m.number = l.number and m.part = l.part and m.active
                        where l.file = ? and\s""" + condition).param(file).query(Long.class).single();
    }

    private List<Line> first(UUID file) {
        return jdbc.sql("""
                        select l.number, l.kind, l.our_reference, l.provider_reference, l.msisdn, l.wallet, l.amount, l.at,
                          exists (select from reconciliation.match m where m.file = l.file and m.number = l.number
                                    and m.part = l.part and m.active) as is_matched
                        from reconciliation.line l where l.file = ? order by l.number, l.part limit ?""")
                .params(file, SHOWN_LINES)
                .query((row, n) -> new Line(
                        row.getInt("number"),
                        row.getString("kind"),
                        row.getString("our_reference"),
                        row.getString("provider_reference"),
                        masked(row.getString("msisdn")),
                        row.getString("wallet"),
                        Money.rupiah(row.getBigDecimal("amount")),
                        row.getTimestamp("at").toInstant(),
                        row.getBoolean("is_matched")))
                .list();
    }

    private static @Nullable String masked(@Nullable String msisdn) {
        return msisdn == null ? null : Masking.masked(msisdn);
    }

    private static String reason(Refusal refused) {
        return refused.errors().isEmpty()
                ? String.valueOf(refused.getMessage())
                : refused.errors().getFirst().reason();
    }
}
