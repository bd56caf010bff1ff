package id.kezbek.partners;

import java.util.List;

/** Tells a partner's officers who of them changes; a module that writes e-mails brings it as a component. */
public interface OfficerNews {

    enum What {
        /** Staff proposed an officer, whom one of the officers may confirm. */
        PROPOSED,
        ADDED,
        REMOVED
    }

    /**
     * Orders what is to be told, in the transaction of the change.
     *
     * @param whom officers of the partner, and whoever was one until now
     */
    void tell(What what, Officer about, List<Officer> whom);
}
