package id.kezbek.cashback;

import id.kezbek.loyalty.Standing;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one reported purchase. */
public sealed interface Acceptance {

    /**
     * It is recorded, durably, together with everything that follows from it.
     *
     * @param payout the order that pays cashback and reward; null where there is nothing to pay
     * @param isFunded whether the partner's funding covered it; otherwise the payout is held until it does
     */
    record Accepted(
            UUID id,
            Instant at,
            RuleBook.Granted decision,
            @Nullable Standing before,
            Standing after,
            Money reward,
            @Nullable UUID payout,
            boolean isFunded)
            implements Acceptance {}

    /** The same reference with equal values was accepted before; this is that first answer. */
    record Repeated(UUID id, Instant at) implements Acceptance {}

    /** It is refused; nothing was recorded and its reference is still free, except where that is what clashes. */
    record Refused(Refusal refusal) implements Acceptance {}

    /** The engine could not tell; the caller repeats the call with the same reference and learns what became of it. */
    record Failed(RuntimeException cause) implements Acceptance {}
}
