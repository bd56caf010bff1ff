package id.kezbek.console.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number with which several partners have a customer. */
public record SeveralPartners(String msisdn, List<At> found) {

    /**
     * A partner's customer of v2.
     *
     * @param tier null if all purchases were refunded
     */
    public record At(
            String partner, String msisdn, @Nullable String tier, Customer.Totals totals) {}

    /** The customer at all partners. */
    public record Everywhere(List<At> items) {}
}
