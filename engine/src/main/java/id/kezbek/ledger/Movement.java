package id.kezbek.ledger;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A movement of money between two accounts: one debit and one credit of the same amount. So a movement is always
 * balanced.
 *
 * @param id the id of the movement
 * @param subject the id of the purchase, attempt or top-up that the movement belongs to
 * @param amount more than 0
 */
public record Movement(
        UUID id, MovementKind kind, UUID subject, Account debit, Account credit, Money amount, Instant at) {

    public Movement {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("The amount of a movement must be above zero");
        }
    }
}
