package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one purchase does to a customer's standing.
 *
 * @param before the standing before the purchase and before any expiry that was due; null for a new customer
 * @param after the standing that the purchase leaves
 * @param reward what is paid on top of the cashback
 * @param moves the steps on the way, in order; mostly none
 */
public record Advance(@Nullable Standing before, Standing after, Money reward, List<Move> moves) {

    public Advance {
        moves = List.copyOf(moves);
    }
}
