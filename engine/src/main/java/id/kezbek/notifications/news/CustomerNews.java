package id.kezbek.notifications.news;

import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.loyalty.TierEvent;
import id.kezbek.notifications.addresses.Contacts;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The content of an e-mail to a customer about an event. {@code toString} hides the customer. */
sealed interface CustomerNews {

    /** The customer. */
    Contacts.Customer customer();

    Partner partner();

    /** The address in the event. */
    default @Nullable String email() {
        return null;
    }

    Instant at();

    /**
     * An accepted purchase.
     *
     * @param reference the partner's reference
     */
    record Bought(
            Contacts.Customer customer,
            Partner partner,
            @Nullable String email,
            String reference,
            PurchaseAccepted purchase,
            UUID id,
            Instant at)
            implements CustomerNews {

        /** A copy with the corrected address. */
        Bought to(String right) {
            return new Bought(customer, partner, right, reference, purchase, id, at);
        }

        @Override
        public String toString() {
            return "Bought[" + id + "]";
        }
    }

    /**
     * A purchase was refunded.
     *
     * @param reference the partner's reference of the purchase
     */
    record Refunded(Contacts.Customer customer, Partner partner, String reference, PurchaseRefunded refund, Instant at)
            implements CustomerNews {

        @Override
        public String toString() {
            return "Refunded[" + refund.refundId() + "]";
        }
    }

    /** Tier periods ended, and the last of these ends led to this tier. */
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

    /** A tier period ends soon. The lower tier is null if the current tier is the lowest one. */
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
     * Reads an event; empty if customers get no e-mail about it.
     *
     * @throws RuntimeException if the event cannot be processed or its partner is unknown; it then becomes a dead
     *     letter
     */
    static Optional<CustomerNews> of(Fact fact, EventReader events, PartnerDirectory partners) {
        return events.read(fact, PurchaseAccepted.class, PurchaseRefunded.class, TierEvent.class)
                .flatMap(event -> switch (event) {
                    case PurchaseAccepted purchase -> Optional.of(bought(purchase, fact, partners));
                    case PurchaseRefunded refund -> refunded(refund, fact, partners);
                    case TierEvent.Expired expired -> movedDown(expired, fact, partners);
                    case TierEvent.Expiring expiring -> Optional.of(expiring(expiring, fact, partners));
                    default -> throw new IllegalStateException("Unexpected kind of event: " + fact.kind());
                });
    }

    private static CustomerNews bought(PurchaseAccepted purchase, Fact fact, PartnerDirectory partners) {
        String email = Objects.requireNonNullElse(purchase.email(), "");
        Partner partner = partner(purchase.partnerId(), fact, partners);
        return new Bought(
                customer(partner.id(), purchase.msisdn()),
                partner,
                email.isEmpty() ? null : email,
                Objects.requireNonNullElse(purchase.reference(), ""),
                purchase,
                fact.subject(),
                fact.at());
    }

    /**
     * The customer gets no e-mail about a refund that takes back no cashback. A customer who was erased after the event
     * gets no e-mail either.
     */
    private static Optional<CustomerNews> refunded(PurchaseRefunded refund, Fact fact, PartnerDirectory partners) {
        String msisdn = refund.msisdn();
        if (!refund.total().isPositive()
                || msisdn == null
                || Msisdn.ofKept(msisdn).isErased()) {
            return Optional.empty();
        }
        return Optional.of(new Refunded(
                customer(refund.partnerId(), msisdn),
                partner(refund.partnerId(), fact, partners),
                Objects.requireNonNullElse(refund.reference(), ""),
                refund,
                fact.at()));
    }

    private static Optional<CustomerNews> movedDown(TierEvent.Expired expired, Fact fact, PartnerDirectory partners) {
        // If several tier periods ended at once, the customer gets one e-mail about the last tier. There is no e-mail
        // if the tier stayed the same.
        if (!expired.isLast() || expired.tierBefore().equals(expired.to())) {
            return Optional.empty();
        }
        return Optional.of(new MovedDown(
                customer(expired.partnerId(), expired.msisdn()),
                partner(expired.partnerId(), fact, partners),
                expired.tierBefore(),
                expired.to(),
                expired.entry(),
                expired.expiresOn(),
                fact.at()));
    }

    private static CustomerNews expiring(TierEvent.Expiring expiring, Fact fact, PartnerDirectory partners) {
        String lower = Objects.requireNonNullElse(expiring.lowerTier(), "");
        return new Expiring(
                customer(expiring.partnerId(), expiring.msisdn()),
                partner(expiring.partnerId(), fact, partners),
                expiring.tier(),
                lower.isEmpty() ? null : lower,
                expiring.entry(),
                expiring.expiresOn(),
                expiring.daysLeft(),
                fact.at());
    }

    /**
     * If the partner is unknown, it does not exist in the database either. The event is not skipped, because its
     * e-mails would be lost.
     */
    private static Partner partner(PartnerId id, Fact fact, PartnerDirectory partners) {
        return partners.find(id)
                .orElseThrow(() -> new IllegalStateException("The partner of event " + fact.kind() + " is unknown"));
    }

    /** Customers whose rows are not merged yet have a phone number in another notation. */
    private static Contacts.Customer customer(PartnerId partner, @Nullable String msisdn) {
        return new Contacts.Customer(
                partner,
                Msisdn.ofKept(Objects.requireNonNull(msisdn, "the event has no MSISDN"))
                        .digits());
    }
}
