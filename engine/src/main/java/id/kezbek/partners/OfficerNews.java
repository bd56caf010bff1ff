package id.kezbek.partners;

import java.util.List;

/** Informs a partner's officers about changes among them; a module that writes e-mails implements it. */
public interface OfficerNews {

    enum What {
        /** Staff proposed an officer, whom an officer may confirm. */
        PROPOSED,
        ADDED,
        REMOVED
    }

    /**
     * Orders the e-mails in the transaction of the change.
     *
     * @param whom officers of the partner, and a removed one
     */
    void tell(What what, Officer about, List<Officer> whom);
}
