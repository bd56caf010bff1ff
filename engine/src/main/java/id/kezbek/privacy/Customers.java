package id.kezbek.privacy;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        for (PersonalRecords kept : records) {
            for (CustomerOf spelling : spellings(customer)) {
                kept.of(spelling).forEach((kind, rows) -> all.merge(kind, rows, Customers::both));
            }
        }
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
            for (CustomerOf spelling : spellings(customer)) {
                isKnown |= kept.lock(spelling);
            }
        }
        if (!isKnown || customer.msisdn().isErased()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "the partner has no such customer");
        }
        records.forEach(kept -> spellings(customer).forEach(kept::requireAtRest));
    }

    void erase(CustomerOf customer, Msisdn pseudonym) {
        records.forEach(kept -> spellings(customer).forEach(spelling -> kept.erase(spelling, pseudonym)));
    }

    /** Those under which older engines kept the customer, in the order in which members are locked. */
    private static List<CustomerOf> spellings(CustomerOf customer) {
        return customer.msisdn().spellings().stream()
                .sorted()
                .map(digits -> new CustomerOf(customer.partner(), new Msisdn(digits)))
                .toList();
    }

    private static List<Map<String, Object>> both(List<Map<String, Object>> one, List<Map<String, Object>> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    void replace(CustomerOf customer, Msisdn number) {
        records.forEach(kept -> kept.replace(customer, number));
    }
}
