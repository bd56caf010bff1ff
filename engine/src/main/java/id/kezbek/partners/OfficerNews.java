package id.kezbek.partners;

import java.util.List;

/**
 * Informs a partner's officers about added, proposed and removed officers. The module that writes e-mails implements
 * this interface.
 */
public interface OfficerNews {

    enum What {
        /** Staff proposed an officer, and an officer of the partner may confirm the proposal. */
        PROPOSED,
        ADDED,
        REMOVED
    }

    /**
     * Queues the e-mails in the transaction of the change.
     *
     * @param whom officers of the partner, and an officer who was removed
     */
    void tell(What what, Officer about, List<Officer> whom);
}
