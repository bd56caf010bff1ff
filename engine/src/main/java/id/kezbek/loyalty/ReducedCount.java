package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What refunds changed in the count of a tier period. A reward of a customer, tier period and count is given once. So a
 * count that is reached a second time gives no reward, unless a refund has taken that reward back.
 *
 * @param entry the number of the tier period
 * @param highest the highest count that the period had reached; rewards up to it are given
 * @param due rewards that refunds took back from purchases, and that the customer gets again
 */
public record ReducedCount(int entry, int highest, List<Due> due) {

    /** A reward that the customer gets again with the purchase that reaches this count or a higher one. */
    public record Due(int count, Money reward) {}

    private static final int PERIOD_AND_HIGHEST = 2;

    public ReducedCount {
        due = List.copyOf(due);
    }

    static ReducedCount none(int entry) {
        return new ReducedCount(entry, 0, List.of());
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

    /** The rest after the purchase that reached a count; null if nothing is left to remember. */
    @Nullable
    ReducedCount after(int count) {
        List<Due> left =
                due.stream().filter(reward -> reward.count() > count).toList();
        return left.isEmpty() && count >= highest ? null : new ReducedCount(entry, highest, left);
    }

    /** A copy in which the period had also reached this count. */
    ReducedCount from(int count) {
        return new ReducedCount(entry, Math.max(highest, count), due);
    }

    /** A copy with one more reward to give again; the same if it is zero. */
    ReducedCount withDue(int count, Money reward) {
        if (!reward.isPositive()) {
            return this;
        }
        List<Due> more = new ArrayList<>(due);
        more.add(new Due(count, reward));
        return new ReducedCount(entry, highest, more);
    }

    /** The form in the database: the period, the highest count, and a count and an amount in hundredths for each reward. */
    String text() {
        String rewards = due.stream()
                .map(reward ->
                        "," + reward.count() + "," + reward.reward().hundredths())
                .collect(Collectors.joining());
        return "{" + entry + "," + highest + rewards + "}";
    }

    static @Nullable ReducedCount of(@Nullable Array kept) throws SQLException {
        if (kept == null) {
            return null;
        }
        Long[] numbers = (Long[]) kept.getArray();
        List<Due> due = new ArrayList<>();
        for (int i = PERIOD_AND_HIGHEST; i < numbers.length; i += 2) {
            due.add(new Due(
                    Math.toIntExact(numbers[i]), new Money(Money.ZERO.currency(), numbers[i + 1])));
        }
        return new ReducedCount(Math.toIntExact(numbers[0]), Math.toIntExact(numbers[1]), due);
    }
}
