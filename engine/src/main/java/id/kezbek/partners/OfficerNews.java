package id.kezbek.partners;

import java.util.List;

/** Informs a partner's officers about added, proposed and removed officers. */
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
     * @param whom the recipients: the partner's officers, and after a removal also the removed officer
     */
    void tell(What what, Officer about, List<Officer> whom);
}
