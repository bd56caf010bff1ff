package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tiers in order of grade, and the rules for moving between them. Uses no clock and no database. */
public final class Ladder {

    /**
     * The maximum number of expiries at once: ten years of one-day periods. More means wrong data that a person must
     * check.
     */
    private static final int MAX_EXPIRIES = 3_660;

    private final List<Tier> tiers;

    /** @throws IllegalArgumentException without any tier */
    public Ladder(List<Tier> tiers) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("A ladder has at least one tier");
        }
        this.tiers = tiers.stream().sorted(Comparator.comparingInt(Tier::grade)).toList();
    }

    /**
     * Counts one purchase.
     *
     * @param standing the customer's standing; null for a new customer
     * @param today the day of the purchase in Asia/Jakarta
     */
    public Advance count(@Nullable Standing standing, LocalDate today) {
        return standing == null ? join(today) : countNext(standing, today);
    }

    /**
     * The next reward of a customer.
     *
     * @param tier the tier of the reward
     * @param count the count of the reward
     * @param purchasesAway the number of purchases until then, including the last one
     */
    public record NextReward(String tier, int count, int purchasesAway, Money amount) {}

    /** The next reward from this standing; empty if neither this tier nor the next has one. */
    public Optional<NextReward> nextReward(Standing standing) {
        Tier tier = tier(standing.tier());
        Optional<NextReward> here = nextReward(tier, standing.recurring(), 0);
        // The purchase that reaches the last count moves the customer to the next tier with count 1.
        int untilNext = Math.max(1, tier.lastCount() - standing.recurring());
        return here.or(() -> nextReward(above(tier), 1, untilNext));
    }

    private static Optional<NextReward> nextReward(Tier tier, int recurring, int purchasesBefore) {
        // If staff lowered the last count, the next purchase still counts.
        int last = Math.max(tier.lastCount(), recurring + 1);
        return tier.rewards().entrySet().stream()
                .filter(reward -> reward.getKey() > recurring && reward.getKey() <= last)
                .min(Map.Entry.comparingByKey())
                .map(reward -> new NextReward(
                        tier.code(),
                        reward.getKey(),
                        purchasesBefore + reward.getKey() - recurring,
                        reward.getValue()));
    }

    /** @throws IllegalStateException if the tier does not exist */
    public int grade(String tier) {
        return tier(tier).grade();
    }

    /** The standing after all expiries due on this day, without a purchase. */
    public Standing on(LocalDate today, Standing standing) {
        return expire(standing, today, new ArrayList<>());
    }

    /**
     * The effect of expiries on a standing.
     *
     * @param moves the ended tier periods in order; none if nothing is due
     */
    public record Expiry(Standing after, List<Move> moves) {

        public Expiry {
            moves = List.copyOf(moves);
        }
    }

    /** As {@link #on}, with the tier changes. */
    public Expiry expire(LocalDate today, Standing standing) {
        List<Move> moves = new ArrayList<>();
        Standing after = expire(standing, today, moves);
        return new Expiry(after, moves);
    }

    /**
     * The standing of a customer with several rows. The highest tier counts, then the most purchases, then the latest
     * end. Purchases of the other rows count towards the next reward or tier, but stop one before it: the next purchase
     * earns it. No reward is paid twice or skipped. An ended tier period gets nothing added.
     */
    public Standing merged(List<Standing> standings, LocalDate today) {
        Standing best = standings.stream()
                .max(Comparator.comparing((Standing one) -> on(today, one), byRank()))
                .orElseThrow();
        int entry = standings.stream().mapToInt(Standing::entry).max().orElseThrow();
        if (!today.isBefore(best.expiresOn())) {
            return new Standing(best.tier(), best.recurring(), entry, best.expiresOn());
        }
        List<Standing> now =
                standings.stream().map(standing -> on(today, standing)).toList();
        int all = now.stream().mapToInt(Standing::recurring).sum();
        return new Standing(
                best.tier(),
                Math.max(best.recurring(), Math.min(all, nextStep(best) - 1)),
                entry,
                now.stream()
                        .filter(one -> one.tier().equals(best.tier()))
                        .map(Standing::expiresOn)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private Comparator<Standing> byRank() {
        return Comparator.comparingInt((Standing one) -> grade(one.tier()))
                .thenComparingInt(Standing::recurring)
                .thenComparing(Standing::expiresOn)
                .thenComparingInt(Standing::entry);
    }

    /** The count of the next reward or promotion in this tier period. */
    private int nextStep(Standing standing) {
        Tier tier = tier(standing.tier());
        return tier.rewards().keySet().stream()
                .filter(count -> count > standing.recurring())
                .reduce(tier.lastCount(), Math::min);
    }

    /** The tiers by grade, the lowest first. */
    public List<Tier> tiers() {
        return tiers;
    }

    /**
     * The tier after the end of a period in this tier: the tier below; for the lowest tier, the same.
     *
     * @throws IllegalStateException if the tier does not exist
     */
    public Tier below(String tier) {
        return below(tier(tier));
    }

    /** @throws IllegalStateException if the tier does not exist */
    public int lastsDays(String tier) {
        return tier(tier).lastsDays();
    }

    public boolean has(String tier) {
        return tiers.stream().anyMatch(one -> one.code().equals(tier));
    }

    private Advance join(LocalDate today) {
        Tier lowest = tiers.getFirst();
        Standing entered = new Standing(lowest.code(), 1, 1, today.plusDays(lowest.lastsDays()));
        Move joined = new Move(Move.Cause.JOINED, 1, null, lowest.code(), entered.expiresOn());
        return new Advance(null, entered, Money.ZERO, List.of(joined));
    }

    private Advance countNext(Standing standing, LocalDate today) {
        List<Move> moves = new ArrayList<>();
        Standing current = expire(standing, today, moves);
        Tier tier = tier(current.tier());
        int count = current.recurring() + 1;
        Money reward = tier.rewardAt(count);
        // At or above: a lowered last count must not block customers above it.
        Standing after = count >= tier.lastCount()
                ? moveUp(tier, current, today, moves)
                : new Standing(tier.code(), count, current.entry(), current.expiresOn());
        return new Advance(standing, after, reward, moves);
    }

    private Standing moveUp(Tier tier, Standing current, LocalDate today, List<Move> moves) {
        Tier next = above(tier);
        return enter(
                next,
                current,
                today.plusDays(next.lastsDays()),
                next.equals(tier) ? Move.Cause.RENEWED : Move.Cause.PROMOTED,
                moves);
    }

    /** The next tier; the highest one follows itself. */
    private Tier above(Tier tier) {
        return tiers.get(Math.min(tiers.indexOf(tier) + 1, tiers.size() - 1));
    }

    private Tier below(Tier tier) {
        return tiers.get(Math.max(0, tiers.indexOf(tier) - 1));
    }

    private Standing expire(Standing standing, LocalDate today, List<Move> moves) {
        Standing current = standing;
        while (!today.isBefore(current.expiresOn())) {
            if (moves.size() == MAX_EXPIRIES) {
                throw new IllegalStateException("A stay that ended on " + standing.expiresOn() + " expires too often");
            }
            Tier lower = below(tier(current.tier()));
            current = enter(lower, current, current.expiresOn().plusDays(lower.lastsDays()), Move.Cause.EXPIRED, moves);
        }
        return current;
    }

    private static Standing enter(
            Tier tier, Standing current, LocalDate expiresOn, Move.Cause cause, List<Move> moves) {
        Standing entered = new Standing(tier.code(), 1, current.entry() + 1, expiresOn);
        moves.add(new Move(cause, entered.entry(), current.tier(), tier.code(), expiresOn));
        return entered;
    }

    private Tier tier(String code) {
        return tiers.stream()
                .filter(tier -> tier.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no tier " + code));
    }
}
