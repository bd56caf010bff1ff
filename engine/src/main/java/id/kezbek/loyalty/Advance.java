package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a purchase on a customer's tier and count.
 *
 * @param before the standing before the purchase and before the ends of due tier periods; null for a new customer
 * @param after the standing after the purchase
 * @param reward the reward in addition to the cashback
 * @param moves the tier changes in order; usually none
 */
public record Advance(@Nullable Standing before, Standing after, Money reward, List<Move> moves) {

    public Advance {
        moves = List.copyOf(moves);
    }
}
