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
     * The purchase and all its consequences are committed.
     *
     * @param payout the payout of cashback and reward; null if there is nothing to pay
     * @param isFunded whether the partner's funds covered the payout; otherwise the payout is held
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

    /**
     * A purchase with this reference and the same values was already accepted; contains the id and time of the accepted
     * purchase.
     */
    record Repeated(UUID id, Instant at) implements Acceptance {}

    /**
     * The purchase is refused and nothing was recorded. The reference can still be used, unless another purchase
     * already uses it.
     */
    record Refused(Refusal refusal) implements Acceptance {}

    /**
     * It is unknown whether the purchase was recorded. The caller gets the result by repeating the request with the
     * same reference.
     */
    record Failed(RuntimeException cause) implements Acceptance {}
}
