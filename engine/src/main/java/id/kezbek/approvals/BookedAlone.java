package id.kezbek.approvals;

import java.util.List;

/**
 * Finds the people who booked a partner's money without a second person. The module that stores bookings implements
 * this interface.
 */
public interface BookedAlone {

    /** The people as bookings store them. {@code Actors.named} returns the readable name. */
    List<String> of(String partner);
}
