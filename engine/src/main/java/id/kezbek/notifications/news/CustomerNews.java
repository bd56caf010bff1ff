package id.kezbek.notifications.news;

import id.kezbek.facts.Fact;
import id.kezbek.notifications.addresses.Contacts;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** News for a customer from an event. Its text form hides the customer. */
sealed interface CustomerNews {

    JsonMapper JSON = JsonMapper.shared();

    /** The customer. */
    Contacts.Customer customer();

    Partner partner();

    /** The address in the event. */
    default @Nullable String email() {
        return null;
    }

    Instant at();

    /** An accepted purchase; the components are those of the event. */
    record Bought(
            Contacts.Customer customer,
            Partner partner,
            @Nullable String email,
            JsonNode told,
            Fact fact) implements CustomerNews {

        @Override
        public Instant at() {
            return fact.at();
        }

        /** The same with the right address. */
        Bought to(String right) {
            return new Bought(customer, partner, right, told, fact);
        }

        @Override
        public String toString() {
            return "Bought[" + fact.subject() + "]";
        }
    }

    /** Tier periods ended, and the last one led to this tier. */
    record MovedDown(
            Contacts.Customer customer,
            Partner partner,
            String tierBefore,
            String tier,
            int entry,
            LocalDate expiresOn,
            Instant at)
            implements CustomerNews {

        @Override
        public String toString() {
            return "MovedDown[" + tierBefore + " to " + tier + "]";
        }
    }

    /** A tier period ends soon; the lower tier is null for the lowest tier. */
    record Expiring(
            Contacts.Customer customer,
            Partner partner,
            String tier,
            @Nullable String lowerTier,
            int entry,
            LocalDate expiresOn,
            int daysLeft,
            Instant at)
            implements CustomerNews {

        @Override
        public String toString() {
            return "Expiring[" + tier + "]";
        }
    }

    /**
     * Reads an event; empty if it is no news for a customer.
     *
     * @throws RuntimeException if it cannot be processed or its partner is unknown; it then becomes a dead letter
     */
    static Optional<CustomerNews> of(Fact fact, PartnerDirectory partners) {
        return switch (fact.kind()) {
            case "PURCHASE_ACCEPTED" -> bought(fact, partners);
            case "TIER_EXPIRED" -> movedDown(fact, partners);
            case "TIER_EXPIRING" -> expiring(fact, partners);
            default -> Optional.empty();
        };
    }

    private static Optional<CustomerNews> bought(Fact fact, PartnerDirectory partners) {
        JsonNode told = JSON.readTree(fact.body());
        String email = told.path("email").stringValue("");
        Partner partner = partners.find(told.path("partner").stringValue("")).orElseThrow(() -> unknownPartner(fact));
        return Optional.of(new Bought(
                new Contacts.Customer(partner.id(), msisdn(told)),
                partner,
                email.isEmpty() ? null : email,
                told,
                fact));
    }

    private static Optional<CustomerNews> movedDown(Fact fact, PartnerDirectory partners) {
        JsonNode told = JSON.readTree(fact.body());
        // If several tier periods ended at once, the customer gets one e-mail about the last tier, and none if the tier
        // stayed the same.
        if (!told.path("isLast").booleanValue() || text(told, "tierBefore").equals(text(told, "to"))) {
            return Optional.empty();
        }
        return Optional.of(new MovedDown(
                customer(told),
                partner(told, fact, partners),
                text(told, "tierBefore"),
                text(told, "to"),
                told.path("entry").intValue(),
                LocalDate.parse(text(told, "expiresOn")),
                fact.at()));
    }

    private static Optional<CustomerNews> expiring(Fact fact, PartnerDirectory partners) {
        JsonNode told = JSON.readTree(fact.body());
        String lower = told.path("lowerTier").stringValue("");
        return Optional.of(new Expiring(
                customer(told),
                partner(told, fact, partners),
                text(told, "tier"),
                lower.isEmpty() ? null : lower,
                told.path("entry").intValue(),
                LocalDate.parse(text(told, "expiresOn")),
                told.path("daysLeft").intValue(),
                fact.at()));
    }

    private static Partner partner(JsonNode told, Fact fact, PartnerDirectory partners) {
        return partners.find(new PartnerId(told.path("partner").longValue())).orElseThrow(() -> unknownPartner(fact));
    }

    /** The directory has asked the database; skipping the event would lose its e-mails. */
    private static IllegalStateException unknownPartner(Fact fact) {
        return new IllegalStateException("The partner of the fact " + fact.kind() + " is not known");
    }

    private static Contacts.Customer customer(JsonNode told) {
        return new Contacts.Customer(new PartnerId(told.path("partner").longValue()), msisdn(told));
    }

    /** Customers whose rows wait for a merge have another notation. */
    private static String msisdn(JsonNode told) {
        return Msisdn.ofKept(text(told, "msisdn")).digits();
    }

    private static String text(JsonNode told, String name) {
        return told.path(name).stringValue();
    }
}
