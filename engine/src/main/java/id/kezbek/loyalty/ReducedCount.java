package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The effects of refunds on the count of a tier period. A reward is given once for each customer, tier period and
 * count. So a customer who reaches a count for the second time gets no reward, unless a refund has taken that reward
 * back.
 *
 * @param entry the number of the tier period
 * @param highest the highest count that the period had reached; rewards up to this count are given
 * @param due rewards that refunds took back, and that the customer gets again
 * @param above the same effects for the next period, which refunds have undone; this period continues when the customer
 *     moves up again
 */
record ReducedCount(
        int entry, int highest, List<Due> due, @Nullable ReducedCount above) {

    /** A reward that the customer gets again with the first purchase that reaches this count or a higher count. */
    record Due(int count, Money reward) {}

    ReducedCount {
        due = List.copyOf(due);
    }

    static ReducedCount none(int entry) {
        return new ReducedCount(entry, 0, List.of(), null);
    }

    /**
     * The reward of the purchase that reaches a count.
     *
     * @param usual the tier's reward at this count
     */
    Money rewardAt(int count, Money usual) {
        Money again = due.stream()
                .filter(reward -> reward.count() <= count)
                .map(Due::reward)
                .reduce(Money.ZERO, Money::plus);
        return count > highest ? again.plus(usual) : again;
    }

    /** The effects that remain after a purchase has reached this count; null if no effects remain. */
    @Nullable
    ReducedCount after(int count) {
        List<Due> left = due.stream().filter(reward -> reward.count() > count).toList();
        return left.isEmpty() && count >= highest && above == null
                ? null
                : new ReducedCount(entry, highest, left, above);
    }

    /** A copy that records that the period had also reached this count. */
    ReducedCount from(int count) {
        return new ReducedCount(entry, Math.max(highest, count), due, above);
    }

    /** A copy with one more reward that is due again; unchanged if the reward is zero. */
    ReducedCount withDue(int count, Money reward) {
        if (!reward.isPositive()) {
            return this;
        }
        List<Due> more = new ArrayList<>(due);
        more.add(new Due(count, reward));
        return new ReducedCount(entry, highest, more, above);
    }

    ReducedCount withDue(List<Due> others) {
        ReducedCount all = this;
        for (Due other : others) {
            all = all.withDue(other.count(), other.reward());
        }
        return all;
    }

    ReducedCount withAbove(@Nullable ReducedCount other) {
        return new ReducedCount(entry, highest, due, other);
    }

    /** The effects of a period that was undone and continues under a new entry number; null if no period was undone. */
    static @Nullable ReducedCount continued(@Nullable ReducedCount below, int entry) {
        ReducedCount above = below == null ? null : below.above();
        return above == null ? null : new ReducedCount(entry, above.highest(), above.due(), above.above());
    }

    /** The rewards that are due at once, at any count. */
    List<Due> dueAtOnce() {
        return due.stream().filter(reward -> reward.count() == 0).toList();
    }

    /** A copy without the rewards of {@link #dueAtOnce}. */
    ReducedCount dueLater() {
        return new ReducedCount(
                entry,
                highest,
                due.stream().filter(reward -> reward.count() > 0).toList(),
                above);
    }

    /**
     * The form in the database. The text starts with the period's entry. The highest count and the number of rewards
     * follow, for the period and for each undone period above it. A count and an amount in hundredths follow for each
     * reward.
     */
    String text() {
        List<Long> numbers = new ArrayList<>();
        numbers.add((long) entry);
        for (ReducedCount level = this; level != null; level = level.above()) {
            numbers.add((long) level.highest());
            numbers.add((long) level.due().size());
            for (Due reward : level.due()) {
                numbers.add((long) reward.count());
                numbers.add(reward.reward().hundredths());
            }
        }
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    static @Nullable ReducedCount of(@Nullable Array kept) throws SQLException {
        if (kept == null) {
            return null;
        }
        Iterator<Long> numbers = Arrays.asList((Long[]) kept.getArray()).iterator();
        return level(Math.toIntExact(numbers.next()), numbers);
    }

    private static ReducedCount level(int entry, Iterator<Long> numbers) {
        int highest = Math.toIntExact(numbers.next());
        int rewards = Math.toIntExact(numbers.next());
        List<Due> due = new ArrayList<>();
        for (int i = 0; i < rewards; i++) {
            int count = Math.toIntExact(numbers.next());
            due.add(new Due(count, new Money(Money.ZERO.currency(), numbers.next())));
        }
        return new ReducedCount(entry, highest, due, numbers.hasNext() ? level(entry, numbers) : null);
    }
}
