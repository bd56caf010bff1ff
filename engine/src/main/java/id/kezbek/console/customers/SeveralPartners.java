package id.kezbek.console.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a person chooses one of several partners. Each of these partners has a customer with the same phone
 * number.
 */
public record SeveralPartners(String msisdn, List<At> found) {

    /**
     * A partner's customer, from API v2.
     *
     * @param tier the customer's tier; null if all purchases were refunded
     */
    public record At(
            String partner, String msisdn, @Nullable String tier, Customer.Totals totals) {}

    /** The customers with this phone number at all partners, from API v2. */
    public record Everywhere(List<At> items) {}
}
