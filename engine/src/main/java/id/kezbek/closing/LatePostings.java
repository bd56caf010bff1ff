package id.kezbek.closing;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;

/**
 * Finds bookings that belong to a closed month but were made after its close. The ledger provides a bean of this type.
 */
public interface LatePostings {

    /** @param kind the kind of the movements */
    record Posting(String kind, long movements, Money amount) {}

    List<Posting> of(CalendarMonth month, Instant closedAt);
}
