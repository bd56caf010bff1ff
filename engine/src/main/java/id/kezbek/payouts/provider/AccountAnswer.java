package id.kezbek.payouts.provider;

import id.kezbek.shared.Money;
import java.util.Optional;

/** Whether a customer has an account that a provider can pay into. */
public sealed interface AccountAnswer {

    /**
     * The account exists.
     *
     * @param name the holder's name, if the provider shows it; often masked
     * @param minimum the lowest amount that the account can receive now
     * @param maximum the highest amount that the account can receive now
     */
    record Exists(Optional<String> name, Optional<Money> minimum, Optional<Money> maximum) implements AccountAnswer {

        /** The text does not contain the account holder's name, so that the name is never logged. */
        @Override
        public String toString() {
            return "Exists[minimum=" + minimum + ", maximum=" + maximum + "]";
        }
    }

    /** The account does not exist or cannot receive money. */
    record NotFound(String reason) implements AccountAnswer {}

    /** The provider did not answer, or its answer says nothing about the account. */
    record NotAvailable(String reason) implements AccountAnswer {}

    /** The provider does not answer inquiries about accounts. */
    record NotOffered() implements AccountAnswer {}
}
