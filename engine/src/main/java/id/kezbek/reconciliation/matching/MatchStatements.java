package id.kezbek.reconciliation.matching;

import id.kezbek.payouts.StatementEvidence;
import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.reconciliation.rounding.RoundingWriteOffs;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches statement lines, updates the list of differences, and marks attempts as paid if a statement proves the
 * payment. Matching is idempotent, so an unfinished run is repeated.
 */
@Component
public class MatchStatements {

    private static final Logger log = LoggerFactory.getLogger(MatchStatements.class);
    private static final CrashPoint MATCHED = CrashPoint.named(
            "reconciliation.lines-matched",
            "a statement's lines are matched, but no payment that they prove is recorded");

    /** The engine's usual planner settings are unsuitable for whole files, which need joins of two large sets. */
    private static final String PLANS = """
            set local plan_cache_mode = auto; set local enable_seqscan = on; set local enable_hashjoin = on;
            set local enable_mergejoin = on; set local work_mem = '64MB'; set local jit = off""";

    private final WorkSet workSet;
    private final Ladder ladder;
    private final TopUpMatches topUpMatches;
    private final Differences differences;
    private final ProviderTaxes providerTaxes;
    private final RoundingWriteOffs roundingWriteOffs;
    private final Proofs proofs;
    private final StatementFiles files;
    private final StatementEvidence evidence;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    MatchStatements(
            WorkSet workSet,
            Ladder ladder,
            TopUpMatches topUpMatches,
            Differences differences,
            ProviderTaxes providerTaxes,
            RoundingWriteOffs roundingWriteOffs,
            Proofs proofs,
            StatementFiles files,
            StatementEvidence evidence,
            TransactionTemplate transactions,
            JdbcTemplate jdbc,
            Clock clock) {
        this.workSet = workSet;
        this.ladder = ladder;
        this.topUpMatches = topUpMatches;
        this.differences = differences;
        this.providerTaxes = providerTaxes;
        this.roundingWriteOffs = roundingWriteOffs;
        this.proofs = proofs;
        this.files = files;
        this.evidence = evidence;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Matches the days of a statement, and some days before and after. Do not call this method in a transaction. */
    public void run(StatementFile file) {
        Window window = Window.of(file);
        List<Proofs.Proof> found = match(file, window);
        MATCHED.reached();
        long recorded = found.stream()
                .filter(proof -> evidence.paid(proof.attempt(), proof.providerReference()))
                .count();
        if (recorded > 0) {
            match(file, window);
        }
        if (file.matchedAt() == null) {
            transactions.executeWithoutResult(status -> files.matched(file.id(), clock.instant()));
        }
        log.atInfo()
                .addKeyValue("provider", file.provider())
                .addKeyValue("from", file.from())
                .addKeyValue("to", file.to())
                .addKeyValue("proven", recorded)
                .log("A statement is matched");
    }

    /**
     * Matches the lines of a statement in the caller's transaction. Only {@link #run} also handles differences and
     * proofs.
     */
    public void matchWithin(StatementFile file) {
        climb(Window.of(file), clock.instant());
    }

    private void climb(Window window, Instant now) {
        files.lock(window.provider());
        jdbc.execute(PLANS);
        workSet.fill(window);
        ladder.climb(window, now);
        topUpMatches.find(now);
    }

    private List<Proofs.Proof> match(StatementFile file, Window window) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant();
            climb(window, now);
            workSet.takePseudonyms();
            workSet.collectUnmatched();
            differences.refresh(window, now);
            providerTaxes.book(file.id(), window, now);
            roundingWriteOffs.run(window.provider(), file.id(), now);
            return proofs.find();
        }));
    }
}
