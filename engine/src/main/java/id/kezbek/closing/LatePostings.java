package id.kezbek.closing;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;

/** Knows what was booked after a month's close and belongs to it. A bean of the module that knows the books. */
public interface LatePostings {

    /** @param kind of the movements */
    record Posting(String kind, long movements, Money amount) {}

    List<Posting> of(CalendarMonth month, Instant closedAt);
}
