package id.kezbek.privacy.requests;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All stored data of a customer, from all modules. */
@Component
class Customers {

    /** The modules with customers' data, in the engine's lock order. */
    private final List<PersonalRecords> records;

    Customers(List<PersonalRecords> records) {
        this.records = records;
    }

    Map<String, List<Map<String, Object>>> records(CustomerOf customer) {
        Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
        for (PersonalRecords kept : records) {
            for (CustomerOf spelled : spellings(customer)) {
                kept.of(spelled)
                        .forEach((kind, rows) -> all.computeIfAbsent(kind, none -> new ArrayList<>())
                                .addAll(rows));
            }
        }
        return all;
    }

    /**
     * Locks the customer in the caller's transaction. A concurrent purchase waits for the lock, and then creates a new
     * customer.
     *
     * @throws Refusal NOT_FOUND if nothing is stored about the number; STATE_CONFLICT while payouts are in progress
     */
    void requireAtRest(CustomerOf customer) {
        lock(customer);
        records.forEach(kept -> spellings(customer).forEach(kept::requireAtRest));
    }

    /**
     * Like {@link #requireAtRest}, but for the new number of a correction.
     *
     * @throws Refusal for the same reasons as {@link #requireAtRest}, and STATE_CONFLICT if the new number already
     *     belongs to a customer
     */
    void requireReplaceable(CustomerOf customer, Msisdn number) {
        lock(customer);
        records.forEach(kept -> spellings(customer).forEach(kept::requireReplaceable));
        records.forEach(kept -> spellings(customer).forEach(spelled -> kept.requireFree(spelled, number)));
    }

    /**
     * Locks a customer in the caller's transaction, to change the e-mail address. Payouts may be in progress, because
     * payouts depend only on the phone number.
     *
     * @throws Refusal NOT_FOUND if nothing is stored about the number; STATE_CONFLICT if no address is stored
     */
    void requireAddress(CustomerOf customer) {
        lock(customer);
        boolean hasAddress =
                records.stream().anyMatch(kept -> spellings(customer).stream().anyMatch(kept::hasAddress));
        if (!hasAddress) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "no e-mail address of this customer is stored; the next purchase with an address sets it");
        }
    }

    void correctAddress(CustomerOf customer, String email) {
        records.forEach(kept -> spellings(customer).forEach(spelled -> kept.correctAddress(spelled, email)));
    }

    private void lock(CustomerOf customer) {
        boolean isKnown = false;
        for (PersonalRecords kept : records) {
            for (CustomerOf spelled : spellings(customer)) {
                isKnown |= kept.lock(spelled);
            }
        }
        if (!isKnown || customer.msisdn().isErased()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "the partner has no customer with this msisdn");
        }
    }

    /**
     * The payouts owed to the customer, under all notations of the phone number. {@link #replace} would move these
     * payouts to the new number.
     */
    PersonalRecords.Owed owed(CustomerOf customer) {
        return records.stream()
                .flatMap(kept -> spellings(customer).stream().map(kept::owed))
                .reduce(PersonalRecords.Owed.NOTHING, PersonalRecords.Owed::plus);
    }

    void erase(CustomerOf customer, Msisdn pseudonym) {
        records.forEach(kept -> spellings(customer).forEach(spelled -> kept.erase(spelled, pseudonym)));
    }

    /**
     * @throws Refusal STATE_CONFLICT if the new number has a tier, or several notations of the current number have a
     *     tier
     */
    void replace(CustomerOf customer, Msisdn number) {
        records.forEach(kept -> spellings(customer).forEach(spelled -> kept.replace(spelled, number)));
    }

    /** The customer under all notations that older engines used, in the lock order. */
    private static List<CustomerOf> spellings(CustomerOf customer) {
        return customer.msisdn().spellings().stream()
                .sorted()
                .map(digits -> new CustomerOf(customer.partner(), new Msisdn(digits)))
                .toList();
    }
}
