package id.kezbek.ledger;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A movement of money between two accounts: one debit and one credit of the same amount. It can therefore never be out
 * of balance.
 *
 * @param id its own id
 * @param subject what it belongs to: a purchase, an attempt, a top-up
 * @param amount more than 0
 */
public record Movement(
        UUID id, MovementKind kind, UUID subject, Account debit, Account credit, Money amount, Instant at) {

    public Movement {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("A movement moves an amount above zero");
        }
    }
}
