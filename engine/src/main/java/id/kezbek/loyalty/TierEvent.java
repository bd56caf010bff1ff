package id.kezbek.loyalty;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.facts.Event;
import id.kezbek.facts.EventKind;
import id.kezbek.shared.PartnerId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An event about the end of a customer's tier period. {@code toString} hides the customer. */
public sealed interface TierEvent extends Event {

    PartnerId partnerId();

    /** The customer's phone number; null after the engine has deleted personal data from the log. */
    @Nullable
    String msisdn();

    /** Engines of the previous version read the partner's numeric id from this field. */
    @JsonProperty("partner")
    default long partnerOfOlderEngines() {
        return partnerId().value();
    }

    /**
     * A tier period has ended. There is one event for each period, even if several periods end at once.
     *
     * @param entry the number of the new period
     * @param expiresOn the new period's end
     * @param tierBefore the tier before the first of the periods that ended at once
     * @param isLast whether this is the last of the periods that ended at once
     */
    @EventKind("TIER_EXPIRED")
    record Expired(
            PartnerId partnerId,
            @Nullable String msisdn,
            String from,
            String to,
            int entry,
            LocalDate expiresOn,
            String tierBefore,
            boolean isLast)
            implements TierEvent {

        @Override
        public String toString() {
            return "Expired[" + tierBefore + " to " + to + "]";
        }
    }

    /**
     * A tier period will end soon.
     *
     * @param lowerTier the next tier; null for the lowest tier
     * @param entry the number of the ending period
     */
    @EventKind("TIER_EXPIRING")
    record Expiring(
            PartnerId partnerId,
            @Nullable String msisdn,
            String tier,
            @Nullable String lowerTier,
            int entry,
            LocalDate expiresOn,
            int daysLeft)
            implements TierEvent {

        @Override
        public String toString() {
            return "Expiring[" + tier + "]";
        }
    }
}
