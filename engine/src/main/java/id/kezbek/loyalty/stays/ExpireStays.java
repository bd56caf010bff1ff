package id.kezbek.loyalty.stays;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Tiers;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends due tier periods and starts the following periods, with the same {@link Ladder} as purchases. The job processes
 * the periods in the order of their ends, with a limited number of periods per transaction. An ended period is no
 * longer due. So the next run continues after an interruption, and several runs may work at the same time.
 */
@Component
public class ExpireStays {

    /** With fewer rows, a commit costs more per customer. With more rows, customers stay locked for longer. */
    static final int CHUNK = 2_000;

    /** The maximum number of chunks per worker and run. Later runs process the remaining periods. */
    private static final int MAX_CHUNKS = 100_000;

    /**
     * With two workers, one worker can compute while the database writes for the other worker. Each worker skips rows
     * that the other worker has locked.
     */
    private static final int WALKERS = 2;

    private static final Logger log = LoggerFactory.getLogger(ExpireStays.class);

    /**
     * The result of a run.
     *
     * @param members the number of customers with ended tier periods
     * @param moves the number of these periods
     * @param stuck the number of customers whose period could not be ended because of wrong data; people must check
     *     these customers
     */
    public record Run(long members, long moves, long stuck) {

        static final Run NOTHING = new Run(0, 0, 0);

        public Run plus(Run other) {
            return new Run(members + other.members, moves + other.moves, stuck + other.stuck);
        }
    }

    private record Chunk(List<DueStays.Stay> over, Run done) {}

    private final DueStays dueStays;
    private final Tiers tiers;
    private final Facts facts;
    private final DataVersions versions;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ExpireStays(
            DueStays dueStays,
            Tiers tiers,
            Facts facts,
            DataVersions versions,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.dueStays = dueStays;
        this.tiers = tiers;
        this.facts = facts;
        this.versions = versions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Ends all due tier periods. */
    public Run run() {
        Set<MemberKey> stuck = ConcurrentHashMap.newKeySet();
        List<Callable<Run>> walkers = Collections.nCopies(WALKERS, () -> walk(MAX_CHUNKS, stuck));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Run all = Run.NOTHING;
            for (Future<Run> walker : threads.invokeAll(walkers)) {
                all = all.plus(walker.get());
            }
            return new Run(all.members(), all.moves(), stuck.size());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted; the next run continues", stopped);
        }
    }

    /** Ends due tier periods in order, in at most this number of transactions. */
    Run walk(int maxChunks, Set<MemberKey> stuck) {
        Run run = Run.NOTHING;
        DueStays.Place reached = DueStays.beginning();
        for (int chunk = 0; chunk < maxChunks; chunk++) {
            DueStays.Place from = reached;
            Chunk next = Objects.requireNonNull(transactions.execute(status -> endNext(from, stuck)));
            run = run.plus(next.done());
            if (next.over().size() < CHUNK) {
                break;
            }
            reached = next.over().getLast().place();
        }
        return run;
    }

    private Chunk endNext(DueStays.Place reached, Set<MemberKey> stuck) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate today = Jakarta.dayOf(now);
        List<DueStays.Stay> over = dueStays.lockOver(today, reached, CHUNK);
        if (over.isEmpty()) {
            return new Chunk(over, Run.NOTHING);
        }
        // Like a purchase, the job uses the current tier programme.
        versions.refresh();
        return new Chunk(over, end(over, today, now, stuck));
    }

    private Run end(List<DueStays.Stay> over, LocalDate today, Instant now, Set<MemberKey> stuck) {
        Ladder ladder = tiers.ladder();
        List<DueStays.Stay> after = new ArrayList<>(over.size());
        List<Members.Moved> moved = new ArrayList<>(over.size());
        List<Fact> told = new ArrayList<>(over.size());
        for (DueStays.Stay stay : over) {
            expiry(ladder, today, stay)
                    .ifPresentOrElse(
                            expiry -> {
                                after.add(new DueStays.Stay(stay.key(), expiry.after()));
                                expiry.moves()
                                        .forEach(move -> moved.add(new Members.Moved(stay.key(), move, null, now)));
                                told.addAll(LoyaltyFacts.expired(stay, expiry.moves(), now));
                            },
                            () -> stuck.add(stay.key()));
        }
        Pipeline writing = new Pipeline();
        DueStays.write(writing, after);
        Members.keep(writing, moved);
        facts.append(writing, told);
        writing.run(jdbc);
        return new Run(after.size(), moved.size(), 0);
    }

    /** Returns empty for a customer with invalid data, so that the other customers can still be processed. */
    private static Optional<Ladder.Expiry> expiry(Ladder ladder, LocalDate today, DueStays.Stay stay) {
        try {
            return Optional.of(ladder.expire(today, stay.standing()));
        } catch (IllegalStateException wrong) {
            log.error(
                    "The tier period of {} could not be ended: {}",
                    stay.key().msisdn().masked(),
                    wrong.getMessage());
            return Optional.empty();
        }
    }
}
