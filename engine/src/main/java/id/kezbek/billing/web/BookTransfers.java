package id.kezbek.billing.web;

import id.kezbek.approvals.Duties;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Common steps of booking partners' transfers: decides whether a second person is needed, and answers repeated
 * requests.
 */
@Component
class BookTransfers {

    private final BankTransfers bankTransfers;
    private final ProposeAct proposeAct;
    private final Duties duties;

    BookTransfers(BankTransfers bankTransfers, ProposeAct proposeAct, Duties duties) {
        this.bankTransfers = bankTransfers;
        this.proposeAct = proposeAct;
        this.duties = duties;
    }

    /**
     * Whether a second person is needed.
     *
     * @throws id.kezbek.shared.Refusal if one person would be enough but the caller must not book it: FORBIDDEN if the caller has
     *     another duty for the partner; STATE_CONFLICT if an open proposal has the reference
     */
    boolean takesTwo(Partner partner, Money amount, String bankReference, Caller caller) {
        if (bankTransfers.takesTwo(amount, caller.subject())) {
            return true;
        }
        duties.require(Duty.FUNDER, partner.code(), caller);
        proposeAct.requireUnclaimed(bankTransfers.claim(bankReference));
        return false;
    }

    /**
     * The idempotency store does not recognise every repeated request: its stored response may have been deleted, or a
     * colleague may have used the key. This method answers such a request.
     */
    static ResponseEntity.BodyBuilder booked(boolean isRepeated) {
        return isRepeated
                ? ResponseEntity.ok().header("Idempotent-Replayed", "true")
                : ResponseEntity.status(HttpStatus.CREATED);
    }
}
