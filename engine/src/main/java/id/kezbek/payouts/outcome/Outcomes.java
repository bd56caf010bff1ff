package id.kezbek.payouts.outcome;

import id.kezbek.facts.Facts;
import id.kezbek.ledger.Ledger;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.floats.Floats;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.batch.NaturalBatcher;
import id.kezbek.shared.batch.SplitOnFailure;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records results of attempts. One transaction writes attempts, payouts, ledger and events for a whole batch. Every
 * transition of a recorded attempt uses this class. All code locks in the same order: payouts by id, then attempts by
 * id.
 */
@Component
public class Outcomes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);
    private static final CrashPoint LOCKED = CrashPoint.named(
            "payouts.outcomes-locked",
            "the payouts and attempts of a batch of results are locked, but nothing is written");
    private static final CrashPoint WRITTEN = CrashPoint.named(
            "payouts.outcomes-written",
            "attempts, payouts, ledger lines and events are written, but nothing is committed");
    private static final CrashPoint COMMITTED = CrashPoint.named(
            "payouts.outcomes-committed", "a batch of results is committed, but its waiting callers are not informed");

    /**
     * After a provider refused an order because of the float, the engine sends it no orders for this time. The next
     * orders then show whether the money has arrived. The time is longer than the delay of the alert.
     */
    private static final Duration FLOAT_SHORT_FOR = Duration.ofMinutes(10);

    private final Payouts payouts;
    private final Attempts attempts;
    private final Ledger ledger;
    private final Facts facts;
    private final Floats floats;
    private final FeesSaved feesSaved;
    private final Entries entries;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SplitOnFailure<Report, Reported> splitOnFailure =
            new SplitOnFailure<>("results", Reported.NotWritten::new, () -> {});
    private final NaturalBatcher<Report, Reported> batcher;

    Outcomes(
            Payouts payouts,
            Attempts attempts,
            Ledger ledger,
            Facts facts,
            Floats floats,
            FeesSaved feesSaved,
            Entries entries,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            PayoutSettings settings) {
        this.payouts = payouts;
        this.attempts = attempts;
        this.ledger = ledger;
        this.facts = facts;
        this.floats = floats;
        this.feesSaved = feesSaved;
        this.entries = entries;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.batcher = new NaturalBatcher<>(
                "outcomes",
                settings.outcomeLanes(),
                settings.outcomeListSize(),
                settings.outcomeGathering(),
                settings::outcomeListSize,
                report -> report.payout().hashCode(),
                (lane, reports) -> writeAll(reports));
    }

    /**
     * Records one result in a batch with the results of concurrent callers, and waits for the commit.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if too many callers wait or the process is stopping
     */
    public Reported report(Report report) {
        return batcher.call(report);
    }

    /**
     * Records one result on this thread in the caller's transaction, so that the result and the caller's changes commit
     * or roll back together.
     */
    public Reported reportWithin(Report report) {
        Entry entry = write(List.of(report), clock.instant()).getFirst();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell(entry);
            }
        });
        return entry.reported();
    }

    @Override
    public void close() {
        batcher.close();
    }

    /**
     * Records a batch in order. Two results of one payout are recorded in two transactions, so that the second
     * transaction sees the first result.
     */
    List<Reported> writeAll(List<Report> reports) {
        List<Reported> results = new ArrayList<>(reports.size());
        int start = 0;
        while (start < reports.size()) {
            int end = endOfDistinct(reports, start);
            results.addAll(splitOnFailure.handle(reports.subList(start, end), this::writeTogether));
            start = end;
        }
        return results;
    }

    private static int endOfDistinct(List<Report> reports, int start) {
        Set<UUID> seen = new HashSet<>();
        int end = start;
        while (end < reports.size() && seen.add(reports.get(end).payout())) {
            end++;
        }
        return end;
    }

    private List<Reported> writeTogether(List<Report> reports) {
        List<Entry> written = transactions.execute(status -> write(reports, clock.instant()));
        COMMITTED.reached();
        Objects.requireNonNull(written).forEach(this::tell);
        return written.stream().map(Entry::reported).toList();
    }

    private List<Entry> write(List<Report> reports, Instant now) {
        Pipeline reading = new Pipeline();
        Map<UUID, Payouts.Locked> locked =
                payouts.lock(reading, reports.stream().map(Report::payout).toList());
        Map<UUID, Attempts.Recorded> recorded =
                attempts.read(reading, reports.stream().map(Report::attempt).toList());
        reading.run(jdbc);
        LOCKED.reached();
        List<Entry> written = reports.stream()
                .map(report -> entries.make(
                        report,
                        required(recorded, report.attempt(), "attempt"),
                        required(locked, report.payout(), "payout"),
                        now))
                .toList();
        Pipeline writing = new Pipeline();
        attempts.change(writing, present(written, Entry::attemptChange));
        payouts.change(writing, present(written, Entry::payoutChange));
        ledger.post(
                writing,
                written.stream().flatMap(entry -> entry.movements().stream()).toList());
        facts.append(
                writing,
                written.stream().flatMap(entry -> entry.facts().stream()).toList());
        floats.change(
                writing,
                written.stream()
                        .collect(Collectors.toMap(
                                entry -> entry.attempt().provider(), Entry::floatChange, Money::plus)));
        floats.holdBack(
                writing,
                written.stream()
                        .filter(Entry::isFloatShort)
                        .map(entry -> entry.attempt().provider())
                        .collect(Collectors.toCollection(TreeSet::new)),
                now.plus(FLOAT_SHORT_FOR));
        writing.run(jdbc);
        WRITTEN.reached();
        return written;
    }

    private void tell(Entry entry) {
        switch (entry.reported()) {
            case Reported.Written done -> tellWritten(entry, done);
            case Reported.Contradicted contradicted ->
                log.atError()
                        .addKeyValue("reference", entry.attempt().maskedReferences())
                        .addKeyValue("payout", Ids.text(entry.attempt().payout()))
                        .addKeyValue("attempt", Ids.text(entry.attempt().id()))
                        .addKeyValue("provider", entry.attempt().provider())
                        .log("A provider's result contradicts the ledger: {}", contradicted.what());
            case Reported.AlreadyKnown known -> {}
            case Reported.NotWritten none -> {}
        }
    }

    private void tellWritten(Entry entry, Reported.Written done) {
        Attempts.Recorded attempt = entry.attempt();
        if (entry.isFloatShort()) {
            log.atError()
                    .addKeyValue("provider", attempt.provider())
                    .addKeyValue("attempt", Ids.text(attempt.id()))
                    .addKeyValue("held_for", FLOAT_SHORT_FOR)
                    .log(
                            "The provider refuses orders because Kezbek's float there is too low; the engine temporarily sends it no orders");
        }
        if (done.attempt() == AttemptState.SUCCEEDED) {
            feesSaved.count(attempt.fee(), attempt.directFee());
        }
        log.atInfo()
                .addKeyValue("reference", attempt.maskedReferences())
                .addKeyValue("payout", Ids.text(attempt.payout()))
                .addKeyValue("attempt", Ids.text(attempt.id()))
                .addKeyValue("provider", attempt.provider())
                .addKeyValue("msisdn", attempt.msisdn().masked())
                .addKeyValue("state", done.attempt())
                .addKeyValue("payout_state", done.payout())
                .addKeyValue("reason", entry.reason())
                .addKeyValue(
                        "ms",
                        Duration.between(attempt.startedAt(), clock.instant()).toMillis())
                .log("Attempt is {}", done.attempt());
    }

    private static <T> T required(Map<UUID, T> found, UUID id, String what) {
        return Optional.ofNullable(found.get(id))
                .orElseThrow(() -> new IllegalArgumentException("Not found: " + what + " " + Ids.text(id)));
    }

    private static <T> List<T> present(List<Entry> written, java.util.function.Function<Entry, Optional<T>> part) {
        return written.stream().map(part).flatMap(Optional::stream).toList();
    }
}
