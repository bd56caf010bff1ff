package id.kezbek.privacy;

import id.kezbek.approvals.Decision;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Two people give a customer another number: the standing, purchases and ended payouts go with it. */
@Component
class CorrectCustomerAct extends CustomerAct {

    private final Customers customers;

    CorrectCustomerAct(
            Requests requests, Customers customers, CustomerIds ids, PartnerDirectory partners, Clock clock) {
        super(requests, ids, partners, clock);
        this.customers = customers;
    }

    @Override
    public String kind() {
        return "CORRECT_CUSTOMER";
    }

    @Override
    String effect(Requests.Open open) {
        return "becomes " + Objects.requireNonNull(open.becomes()).masked();
    }

    @Override
    void requireReady(CustomerOf customer) {
        customers.requireReplaceable(customer);
    }

    @Override
    void carryOut(Requests.Open open, Decision decision) {
        customers.replace(open.customer(), Objects.requireNonNull(open.becomes()));
    }
}
