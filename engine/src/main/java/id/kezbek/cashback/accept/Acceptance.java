package id.kezbek.cashback.accept;

import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.loyalty.Standing;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The result of one reported purchase. */
public sealed interface Acceptance {

    /**
     * The purchase and all its consequences are recorded durably.
     *
     * @param payout the payout of cashback and reward; null if there is nothing to pay
     * @param isFunded whether the partner's funds covered it; otherwise the payout is held
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

    /** The reference was already accepted with the same values; this is the first answer. */
    record Repeated(UUID id, Instant at) implements Acceptance {}

    /**
     * The purchase is refused and nothing was recorded. Its reference is still free, unless the reference itself
     * conflicts.
     */
    record Refused(Refusal refusal) implements Acceptance {}

    /** The result is unknown. The caller repeats the call with the same reference and gets the result. */
    record Failed(RuntimeException cause) implements Acceptance {}
}
