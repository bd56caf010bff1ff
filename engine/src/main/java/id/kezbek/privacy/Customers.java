package id.kezbek.privacy;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All that is kept of a customer, in whichever module. */
@Component
class Customers {

    /** In the order in which the engine locks. */
    private final List<PersonalRecords> records;

    Customers(List<PersonalRecords> records) {
        this.records = records;
    }

    Map<String, List<Map<String, Object>>> records(CustomerOf customer) {
        Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
        records.forEach(kept -> all.putAll(kept.of(customer)));
        return all;
    }

    /**
     * Locks the customer, in the caller's transaction: a purchase waits, and then begins a new customer.
     *
     * @throws Refusal NOT_FOUND where nothing is kept of the number; STATE_CONFLICT where money is on its way
     */
    void requireAtRest(CustomerOf customer) {
        boolean isKnown = false;
        for (PersonalRecords kept : records) {
            isKnown |= kept.lock(customer);
        }
        if (!isKnown || customer.msisdn().isErased()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "the partner has no such customer");
        }
        records.forEach(kept -> kept.requireAtRest(customer));
    }

    void erase(CustomerOf customer, Msisdn pseudonym) {
        records.forEach(kept -> kept.erase(customer, pseudonym));
    }

    void replace(CustomerOf customer, Msisdn number) {
        records.forEach(kept -> kept.replace(customer, number));
    }
}
