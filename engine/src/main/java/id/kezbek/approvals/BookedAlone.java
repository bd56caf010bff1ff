package id.kezbek.approvals;

import java.util.List;

/**
 * Finds bookings of a partner's money that one person made without a second person. The module that stores bookings
 * implements this interface.
 */
public interface BookedAlone {

    /**
     * The people who booked the partner's money alone, in the form that bookings store; {@code Actors.named} returns
     * the name.
     */
    List<String> of(String partner);
}
