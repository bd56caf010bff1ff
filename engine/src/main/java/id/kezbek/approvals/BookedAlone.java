package id.kezbek.approvals;

import java.util.List;

/** Money that one person booked for a partner without a second person; the module that keeps bookings implements it. */
public interface BookedAlone {

    /** The people who booked money of the partner alone, as the bookings name them ({@code Actors.named} tells who it is). */
    List<String> of(String partner);
}
