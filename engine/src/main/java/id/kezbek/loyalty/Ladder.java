package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tiers by grade, and the rules for moving between them. The class uses neither a clock nor the database. */
public final class Ladder {

    /**
     * The maximum number of tier periods of a customer that can end at once: ten years of one-day periods. A higher
     * number of ended periods indicates wrong data, which people must check.
     */
    private static final int MAX_EXPIRIES = 3_660;

    private final List<Tier> tiers;

    /** @throws IllegalArgumentException if there is no tier */
    public Ladder(List<Tier> tiers) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("A tier programme must have at least one tier");
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
        if (standing == null) {
            return join(today);
        }
        return standing.isEmpty() ? joinAgain(standing, today) : countNext(standing, today);
    }

    /**
     * A refunded purchase, which no longer counts.
     *
     * @param entry the tier period after the purchase
     * @param recurring the count after the purchase
     * @param reward the reward of the purchase, which the refund takes back
     */
    public record Refunded(int entry, int recurring, Money reward) {}

    /**
     * The standing after a purchase was refunded. The count of the current tier period is reduced by one. If the period
     * contains only the purchase that started the period, the customer returns to the previous period. A tier period
     * that has already expired keeps its result. If the refund takes back a reward, the customer gets the reward again
     * with the next purchase that reaches the reward's count.
     *
     * @param history the customer's latest tier changes; their order does not matter
     * @return the new standing and the tier change, if any
     */
    public Expiry without(Refunded purchase, Standing now, List<Move> history, LocalDate today) {
        TierPeriods periods = new TierPeriods(history);
        boolean hasEnded = !today.isBefore(now.expiresOn())
                || purchase.entry() > now.entry()
                || periods.hasEnded(purchase.entry());
        if (hasEnded) {
            return new Expiry(now, List.of());
        }
        return now.recurring() > 1 ? reduced(purchase, now, periods) : withoutBeginning(purchase, now, periods);
    }

    private Expiry reduced(Refunded purchase, Standing now, TierPeriods periods) {
        ReducedCount known = now.reducedNow();
        // The purchase that started a period also reached the last count of the previous period.
        boolean countsHere = purchase.recurring() > 1 && periods.isSame(purchase.entry(), now.entry());
        ReducedCount reduced = (known == null ? ReducedCount.none(now.entry()) : known)
                .from(now.recurring())
                .withDue(countsHere ? dueAt(now.tier(), purchase.recurring(), purchase) : 0, purchase.reward());
        return new Expiry(
                new Standing(now.tier(), now.recurring() - 1, now.entry(), now.expiresOn(), reduced), List.of());
    }

    /** The current period contains only the purchase that started the period. */
    private Expiry withoutBeginning(Refunded purchase, Standing now, TierPeriods periods) {
        Expiry unchanged = new Expiry(now, List.of());
        return switch (periods.beginning(now.entry()).map(Move::cause).orElse(Move.Cause.EXPIRED)) {
            case JOINED -> new Expiry(new Standing(now.tier(), 0, now.entry(), Standing.NEVER), List.of());
            case PROMOTED, RENEWED ->
                periods.before(now.entry())
                        .filter(move -> has(move.to()) && tier(move.to()).lastCount() > 1)
                        .map(move -> returned(purchase, now, move, periods))
                        .orElse(unchanged);
            case EXPIRED, REFUNDED -> unchanged;
        };
    }

    /**
     * The customer returns to the previous period. The count of that period becomes one below its last count, because
     * one purchase is missing.
     */
    private Expiry returned(Refunded purchase, Standing now, Move before, TierPeriods periods) {
        Tier tier = tier(before.to());
        int last = tier.lastCount();
        int entry = now.entry() + 1;
        ReducedCount undone = Objects.requireNonNullElse(now.reducedNow(), ReducedCount.none(now.entry()));
        ReducedCount reduced = new ReducedCount(entry, last, List.of(), null);
        if (periods.isSame(purchase.entry(), now.entry())) {
            if (purchase.recurring() > 1) {
                undone = undone.withDue(dueAt(now.tier(), purchase.recurring(), purchase), purchase.reward());
            } else {
                reduced = reduced.withDue(dueAt(tier.code(), last, purchase), purchase.reward());
            }
        } else {
            boolean countsBefore = purchase.recurring() > 1 && periods.isSame(purchase.entry(), before.entry());
            reduced = reduced.withDue(
                    countsBefore ? dueAt(tier.code(), purchase.recurring(), purchase) : 0, purchase.reward());
        }
        reduced = reduced.withDue(undone.dueAtOnce()).withAbove(undone.dueLater());
        return new Expiry(
                new Standing(tier.code(), last - 1, entry, before.expiresOn(), reduced),
                List.of(new Move(Move.Cause.REFUNDED, entry, now.tier(), tier.code(), before.expiresOn())));
    }

    /**
     * The count at which a customer again gets a reward that a refund has taken back. If the reward differs from the
     * tier's reward at this count, the refunded purchase had repeated the reward of an earlier count. Such a reward is
     * due at once, so the result is 0.
     */
    private int dueAt(String tier, int count, Refunded purchase) {
        return has(tier) && tier(tier).rewardAt(count).equals(purchase.reward()) ? count : 0;
    }

    /**
     * The next reward of a customer.
     *
     * @param tier the tier of the reward
     * @param count the count of the reward
     * @param purchasesAway the number of purchases until the reward, including the rewarded purchase
     */
    public record NextReward(String tier, int count, int purchasesAway, Money amount) {}

    /** The next reward for a customer with this standing; empty if neither this tier nor the next tier has a reward. */
    public Optional<NextReward> nextReward(Standing standing) {
        Tier tier = tier(standing.tier());
        Optional<NextReward> here = nextReward(tier, standing.recurring(), 0);
        // The purchase that reaches the last count moves the customer to the next tier, where the count is 1.
        int untilNext = Math.max(1, tier.lastCount() - standing.recurring());
        return here.or(() -> nextReward(above(tier), 1, untilNext));
    }

    private static Optional<NextReward> nextReward(Tier tier, int recurring, int purchasesBefore) {
        // The next purchase always belongs to the current period, even if staff lowered the last count below the
        // current count.
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

    /** The standing on this day without a new purchase, after all due tier periods have ended. */
    public Standing on(LocalDate today, Standing standing) {
        return expire(standing, today, new ArrayList<>());
    }

    /**
     * The effect of expired tier periods on a standing.
     *
     * @param moves the tier changes in order; empty if nothing is due
     */
    public record Expiry(Standing after, List<Move> moves) {

        public Expiry {
            moves = List.copyOf(moves);
        }
    }

    /** Like {@link #on}, but also returns the tier changes. */
    public Expiry expire(LocalDate today, Standing standing) {
        List<Move> moves = new ArrayList<>();
        Standing after = expire(standing, today, moves);
        return new Expiry(after, moves);
    }

    /**
     * The standing of a customer after the merge of several rows. The row with the highest tier is kept; among equal
     * tiers, the row with the most purchases, then the row with the latest end. The purchases of the other rows are
     * added, but only up to one purchase below the next reward or tier. So the next purchase earns that reward or tier,
     * and no reward is paid twice or skipped. A tier period that has ended gets no additional purchases.
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
     * The tier that follows when a period in this tier expires: the next lower tier, or the same tier if it is the
     * lowest tier.
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

    private Advance joinAgain(Standing standing, LocalDate today) {
        Tier lowest = tiers.getFirst();
        Standing entered = new Standing(lowest.code(), 1, standing.entry() + 1, today.plusDays(lowest.lastsDays()));
        Move joined = new Move(Move.Cause.JOINED, entered.entry(), null, lowest.code(), entered.expiresOn());
        return new Advance(standing, entered, Money.ZERO, List.of(joined));
    }

    private Advance countNext(Standing standing, LocalDate today) {
        List<Move> moves = new ArrayList<>();
        Standing current = expire(standing, today, moves);
        Tier tier = tier(current.tier());
        int count = current.recurring() + 1;
        ReducedCount reduced = current.reducedNow();
        Money reward = reduced == null ? tier.rewardAt(count) : reduced.rewardAt(count, tier.rewardAt(count));
        // The comparison is "at least", because a customer's count may be above the last count after staff lowered the
        // last count.
        Standing after = count >= tier.lastCount()
                ? moveUp(tier, current, today, moves)
                : new Standing(
                        tier.code(),
                        count,
                        current.entry(),
                        current.expiresOn(),
                        reduced == null ? null : reduced.after(count));
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

    /** The next higher tier, or the same tier if it is the highest tier. */
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
                throw new IllegalStateException(
                        "Too many tier periods have ended at once since " + standing.expiresOn());
            }
            Tier lower = below(tier(current.tier()));
            current = enter(lower, current, current.expiresOn().plusDays(lower.lastsDays()), Move.Cause.EXPIRED, moves);
        }
        return current;
    }

    private static Standing enter(
            Tier tier, Standing current, LocalDate expiresOn, Move.Cause cause, List<Move> moves) {
        int entry = current.entry() + 1;
        ReducedCount reduced = cause == Move.Cause.EXPIRED ? null : ReducedCount.continued(current.reducedNow(), entry);
        Standing entered = new Standing(tier.code(), 1, entry, expiresOn, reduced);
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
