package id.kezbek.ledger;

import id.kezbek.facts.Event;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;

/**
 * An event with the movements that were posted together with it. Roll-ups sum these movements and compare the sums with
 * the ledger.
 */
public interface MoneyEvent extends Event {

    /** A movement that is derived from the data of the event. */
    record Posting(MovementKind kind, Account debit, Account credit, Money amount) {}

    /** The movements; empty if an older engine wrote the event without the data from which they are derived. */
    Optional<List<Posting>> postings();
}
