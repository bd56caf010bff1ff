package id.kezbek.approvals;

import java.util.List;

/** Finds money that one person booked for a partner without a second person. The module that stores bookings implements it. */
public interface BookedAlone {

    /**
     * The people who booked the partner's money alone, as the bookings store them; {@code Actors.named} gives the name.
     */
    List<String> of(String partner);
}
