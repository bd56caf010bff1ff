package id.kezbek.loyalty.ladder;

import id.kezbek.loyalty.Advance;
import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.ReportReads;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the next purchase of each customer with the programme in force and with a proposed programme. A new programme
 * moves no customer by itself; it applies to the next purchase. Records nothing.
 */
@Component
public class SimulateLadder {

    /** The maximum number of customers, because a person waits for the result. */
    private static final int CUSTOMERS_MAX = 20_000;

    private static final double ALL_PERCENT = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * @param customers the number of customers who were read
     * @param tiers the proposed tiers, the lowest first
     * @param rewards the rewards of the next purchases with the programme in force
     * @param wouldReward the rewards of the next purchases with the proposed programme
     * @param isWhole false if the customers are a sample
     */
    public record NextPurchase(long customers, List<OfTier> tiers, Money rewards, Money wouldReward, boolean isWhole) {}

    /**
     * The numbers of customers in a tier.
     *
     * @param now before the next purchase
     * @param after after the next purchase, with the programme in force
     * @param wouldBe after the next purchase, with the proposed programme
     */
    public record OfTier(String tier, long now, long after, long wouldBe) {}

    private record Sample(List<Standing> standings, boolean isWhole) {}

    private final Tiers tiers;
    private final ReportReads reads;
    private final Clock clock;
    /** Allows one simulation at a time, so that checks do not use up the database connections of reports. */
    private final Semaphore turn = new Semaphore(1);

    SimulateLadder(Tiers tiers, ReportReads reads, Clock clock) {
        this.tiers = tiers;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * @param proposed a programme without errors
     * @throws Refusal TOO_MANY_REQUESTS while another simulation is running
     */
    public NextPurchase nextPurchase(List<TierTerms> proposed) {
        if (!turn.tryAcquire()) {
            throw Refusal.tooMany(
                    "another tier programme is being checked; check this one again in a moment", RETRY_AFTER);
        }
        try {
            return simulated(
                    new Ladder(proposed.stream().map(TierTerms::tier).toList()),
                    reads.snapshot(SimulateLadder::sample));
        } finally {
            turn.release();
        }
    }

    private NextPurchase simulated(Ladder proposed, Sample sample) {
        Ladder inForce = tiers.ladder();
        LocalDate today = Jakarta.dayOf(clock.instant());
        // Another process may have read a newer programme with an additional tier already.
        List<Standing> standings = sample.standings().stream()
                .filter(standing -> inForce.has(standing.tier()))
                .toList();
        Map<String, Long> now = new HashMap<>();
        Map<String, Long> after = new HashMap<>();
        Map<String, Long> wouldBe = new HashMap<>();
        Money rewards = Money.ZERO;
        Money wouldReward = Money.ZERO;
        for (Standing stored : standings) {
            // The job applies ends of tier periods later; they belong to the programme in force.
            Standing standing = inForce.on(today, stored);
            Advance next = inForce.count(standing, today);
            Advance nextProposed = proposed.count(standing, today);
            now.merge(standing.tier(), 1L, Long::sum);
            after.merge(next.after().tier(), 1L, Long::sum);
            wouldBe.merge(nextProposed.after().tier(), 1L, Long::sum);
            rewards = rewards.plus(next.reward());
            wouldReward = wouldReward.plus(nextProposed.reward());
        }
        return new NextPurchase(
                standings.size(),
                proposed.tiers().stream()
                        .map(Tier::code)
                        .map(tier -> new OfTier(
                                tier,
                                now.getOrDefault(tier, 0L),
                                after.getOrDefault(tier, 0L),
                                wouldBe.getOrDefault(tier, 0L)))
                        .toList(),
                rewards,
                wouldReward,
                sample.isWhole());
    }

    /**
     * Reads all customers, or about the maximum number from pages that are spread over the whole table. PostgreSQL reads
     * only these pages, and the same pages each time, so that the figures change only with the proposal.
     */
    private static Sample sample(JdbcClient database) {
        double customers = database.sql("select reltuples from pg_class where oid = 'loyalty.member'::regclass")
                .query(Double.class)
                .single();
        double percent = customers > CUSTOMERS_MAX ? ALL_PERCENT * CUSTOMERS_MAX / customers : ALL_PERCENT;
        List<Standing> standings = database.sql("""
                        select tier, recurring, entry, expires_on, reduced
                        from loyalty.member tablesample system (?) repeatable (0) limit ?""")
                .params(percent, CUSTOMERS_MAX)
                .query((row, n) -> Members.withRefunds(row))
                .list();
        return new Sample(standings, percent == ALL_PERCENT && standings.size() < CUSTOMERS_MAX);
    }
}
