package id.kezbek.shared.privacy;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import java.util.List;
import java.util.Map;

/**
 * The data that one module has about customers. Each module with such data provides a component of this type. The
 * components are called in the order of {@link org.springframework.core.annotation.Order}, which is the engine's lock
 * order. The loyalty module's customer rows come first.
 */
public interface PersonalRecords {

    /**
     * The position of the loyalty module's customer rows in the lock order. A lock on such a row protects all other
     * data of the customer.
     */
    int MEMBERS = 10;

    int PAYOUTS = 20;
    int PURCHASES = 30;
    int EMAILS = 40;

    /** The maximum number of shown rows of one kind. */
    int SHOWN_MAX = 10_000;

    /** The number and sum of unfinished payouts. */
    record Owed(int payouts, Money sum) {

        public static final Owed NOTHING = new Owed(0, Money.ZERO);

        public Owed plus(Owed more) {
            return new Owed(payouts + more.payouts, sum.plus(more.sum));
        }
    }

    /** The stored data by kind, the newest first, at most {@link #SHOWN_MAX} rows of a kind. */
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer);

    /**
     * Locks the rows that a purchase of this customer would change, in the caller's transaction.
     *
     * @return whether this module knows the customer
     */
    boolean lock(CustomerOf customer);

    /** @throws Refusal STATE_CONFLICT if the number is still needed, because a payment is in progress */
    default void requireAtRest(CustomerOf customer) {}

    /**
     * Like {@link #requireAtRest}, for a change of the customer's number. Amounts that could not be paid to the old
     * number do not prevent the change, because the engine pays these amounts to the new number.
     */
    default void requireReplaceable(CustomerOf customer) {
        requireAtRest(customer);
    }

    /** @throws Refusal STATE_CONFLICT if this number cannot become the customer's number */
    default void requireFree(CustomerOf customer, Msisdn number) {}

    /** Whether this module stores an e-mail address of the customer. */
    default boolean hasAddress(CustomerOf customer) {
        return false;
    }

    /** Replaces every stored e-mail address of the customer by the correct address. */
    default void correctAddress(CustomerOf customer, String email) {}

    /**
     * Removes the customer's identity: deletes data that is no longer needed, and replaces the number by the pseudonym
     * in financial records.
     */
    void erase(CustomerOf customer, Msisdn pseudonym);

    /**
     * Records that the customer's number was removed from this many old purchases. A customer without newer purchases
     * is deleted.
     *
     * @param customer with the notation of the number that the purchases had
     */
    default void purchasesForgotten(CustomerOf customer, int purchases) {}

    /** The payouts owed to the customer. After {@link #replace}, they are paid to the new number. */
    default Owed owed(CustomerOf customer) {
        return Owed.NOTHING;
    }

    /** Moves the data to another number, because the customer's number was wrong or has changed. */
    void replace(CustomerOf customer, Msisdn number);
}
