package id.kezbek.shared.privacy;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import java.util.List;
import java.util.Map;

/**
 * What one module keeps of a customer, brought by that module as a component. They are asked in the order of their
 * {@link org.springframework.core.annotation.Order}, which is the order in which the engine locks: members first.
 */
public interface PersonalRecords {

    /** The order of members, which everything else of a customer is locked behind. */
    int MEMBERS = 10;

    int PAYOUTS = 20;
    int PURCHASES = 30;
    int EMAILS = 40;

    /** More rows of one kind are not shown. */
    int SHOWN_MAX = 10_000;

    /** Payouts that have not ended, and what they come to. */
    record Owed(int payouts, Money sum) {

        public static final Owed NOTHING = new Owed(0, Money.ZERO);

        public Owed plus(Owed more) {
            return new Owed(payouts + more.payouts, sum.plus(more.sum));
        }
    }

    /** What is kept, by its kind and newest first: at most {@link #SHOWN_MAX} rows of a kind. */
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer);

    /**
     * Locks what a purchase of this customer would change, in the caller's transaction.
     *
     * @return whether the customer is known here
     */
    boolean lock(CustomerOf customer);

    /** @throws Refusal STATE_CONFLICT where the number is still needed, because money is on its way */
    default void requireAtRest(CustomerOf customer) {}

    /**
     * As {@link #requireAtRest}, of a customer who gets another number. Money that nobody can be sent under the old number
     * does not stand in the way: it is sent to the new one.
     */
    default void requireReplaceable(CustomerOf customer) {
        requireAtRest(customer);
    }

    /** @throws Refusal STATE_CONFLICT where this number cannot become the customer's */
    default void requireFree(CustomerOf customer, Msisdn number) {}

    /** Whether an e-mail address of the customer is kept here. */
    default boolean hasAddress(CustomerOf customer) {
        return false;
    }

    /** Puts the right e-mail address in the place of every one that is kept of the customer. */
    default void correctAddress(CustomerOf customer, String email) {}

    /** Takes away who the customer is: deletes what nobody needs, and puts the pseudonym where books and money stay. */
    void erase(CustomerOf customer, Msisdn pseudonym);

    /**
     * Says that so many purchases of the customer have lost the number because they are old. Whoever has bought nothing since
     * is deleted.
     *
     * @param customer under the spelling that the purchases kept
     */
    default void purchasesForgotten(CustomerOf customer, int purchases) {}

    /** The payouts that are owed to the customer, and would be paid at another number after a {@link #replace}. */
    default Owed owed(CustomerOf customer) {
        return Owed.NOTHING;
    }

    /** Makes it another number's, where the customer's number was wrong or has changed. */
    void replace(CustomerOf customer, Msisdn number);
}
