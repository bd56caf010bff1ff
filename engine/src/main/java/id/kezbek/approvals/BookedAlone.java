package id.kezbek.approvals;

import java.util.List;

/**
 * Finds bookings of a partner's money that one person made without a second person. The module that stores bookings
 * implements this interface.
 */
public interface BookedAlone {

    /**
     * The people who booked the partner's money without a second person, in the form in which bookings store people.
     * {@code Actors.named} returns the readable name.
     */
    List<String> of(String partner);
}
