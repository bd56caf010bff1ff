package id.kezbek.privacy.requests;

import id.kezbek.approvals.Decision;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * The erasure of a customer, approved by a second person. Financial records are kept under a pseudonym; all other data
 * is deleted.
 */
@Component
class EraseCustomerAct extends CustomerAct {

    private final Requests requests;
    private final Customers customers;
    private final CustomerIds ids;
    private final Clock clock;

    EraseCustomerAct(Requests requests, Customers customers, CustomerIds ids, PartnerDirectory partners, Clock clock) {
        super("ERASE_CUSTOMER", requests, ids, partners, clock);
        this.requests = requests;
        this.customers = customers;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    String effect(Requests.Open open) {
        return "is erased: purchases and payouts stay under a pseudonym; the tier, addresses and e-mails are deleted";
    }

    @Override
    void requireReady(Requests.Open open) {
        customers.requireAtRest(open.customer());
    }

    @Override
    void carryOut(Requests.Open open, Decision decision) {
        Msisdn pseudonym = ids.pseudonym(open.customer(), decision.approval());
        customers.erase(open.customer(), pseudonym);
        requests.erased(open.customer(), pseudonym, decision.approval(), clock.instant());
    }
}
