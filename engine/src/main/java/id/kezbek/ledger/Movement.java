package id.kezbek.ledger;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * Money that moves from one account to another in the books: one debit and one credit of the same amount, so that a
 * movement cannot be out of balance.
 *
 * @param id its own identity
 * @param subject what it belongs to: a purchase, an attempt, a top-up
 * @param amount above zero
 */
public record Movement(
        UUID id, MovementKind kind, UUID subject, Account debit, Account credit, Money amount, Instant at) {

    public Movement {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("A movement moves an amount above zero");
        }
    }
}
