package id.kezbek.webhooks.events;

import id.kezbek.billing.InvoiceEvent;
import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.Event;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.loyalty.TierEvent;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.web.reading.Amount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The content of events for partners: only ids, references, states and amounts. The id of a customer does not reveal
 * the phone number.
 */
@Component
public class EventContent {

    private static final String TRANSACTION = "transaction_id";
    private static final String WALLET = "wallet";
    private static final String AMOUNT = "amount";

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Class<? extends Event>[] SOURCES = new Class[] {
        PurchaseAccepted.class,
        PurchaseRefunded.class,
        TierEvent.Expired.class,
        PayoutEvent.Paid.class,
        PayoutEvent.Attention.class,
        PayoutEvent.Cancelled.class,
        PayoutEvent.Reversed.class,
        InvoiceEvent.Issued.class
    };

    private final EventReader reader;
    private final PartnerDirectory partners;
    private final CustomerIds customerIds;

    EventContent(EventReader reader, PartnerDirectory partners, CustomerIds customerIds) {
        this.reader = reader;
        this.partners = partners;
        this.customerIds = customerIds;
    }

    /** The kinds of events in the log that have content for partners. */
    public Set<String> kinds() {
        return reader.kindsOf(SOURCES);
    }

    /** The events for partners that result from an event of the log; usually no event or one event. */
    public List<NewEvent> of(Fact fact) {
        return reader.read(fact, SOURCES)
                .map(event -> switch (event) {
                    case PurchaseAccepted accepted -> ofPurchase(fact, accepted);
                    case PurchaseRefunded refunded -> List.of(ofRefund(fact, refunded));
                    case TierEvent.Expired expired -> ofPeriod(fact, expired);
                    case PayoutEvent payout -> ofPayout(fact, payout);
                    case InvoiceEvent invoice -> ofInvoice(fact, invoice);
                    default -> List.<NewEvent>of();
                })
                .orElse(List.of());
    }

    private List<NewEvent> ofPurchase(Fact fact, PurchaseAccepted accepted) {
        List<NewEvent> events = new ArrayList<>();
        PartnerId partner = accepted.partnerId();
        String customer = customer(partner, accepted.msisdn());
        events.add(event(
                fact,
                partner,
                WebhookType.TRANSACTION_ACCEPTED,
                data(
                        TRANSACTION,
                        accepted.transactionId(),
                        "reference",
                        accepted.reference(),
                        "customer_id",
                        customer,
                        WALLET,
                        accepted.wallet(),
                        AMOUNT,
                        Amount.of(accepted.amount()),
                        "cashback",
                        Amount.of(accepted.cashback()),
                        "reward",
                        Amount.of(accepted.reward()),
                        "tier",
                        accepted.tier())));
        if (accepted.reward().isPositive()) {
            events.add(event(
                    fact,
                    partner,
                    WebhookType.REWARD_EARNED,
                    data(
                            TRANSACTION,
                            accepted.transactionId(),
                            "customer_id",
                            customer,
                            "reward",
                            Amount.of(accepted.reward()),
                            "tier",
                            accepted.tier(),
                            "recurring",
                            accepted.recurring())));
        }
        String before = accepted.tierBefore();
        List<PurchaseAccepted.Moved> moves = accepted.movesOrNone();
        if (before != null && !moves.isEmpty() && !before.equals(accepted.tier())) {
            events.add(event(
                    fact,
                    partner,
                    WebhookType.TIER_CHANGED,
                    data(
                            TRANSACTION,
                            accepted.transactionId(),
                            "customer_id",
                            customer,
                            "tier_before",
                            before,
                            "tier",
                            accepted.tier(),
                            "expires_on",
                            moves.getLast().expiresOn().toString())));
        }
        return events;
    }

    private NewEvent ofRefund(Fact fact, PurchaseRefunded refunded) {
        return event(
                fact,
                refunded.partnerId(),
                WebhookType.REFUND_COMPLETED,
                data(
                        "refund_id",
                        refunded.refundId(),
                        TRANSACTION,
                        refunded.transactionId(),
                        "reference",
                        refunded.reference(),
                        "customer_id",
                        customer(refunded.partnerId(), refunded.msisdn()),
                        WALLET,
                        refunded.wallet(),
                        "whole",
                        refunded.whole(),
                        AMOUNT,
                        Amount.of(refunded.amount()),
                        "cashback",
                        Amount.of(refunded.cashback()),
                        "reward",
                        Amount.of(refunded.reward())));
    }

    /** Several tier periods may end at once. Only the last end contains the customer's new tier. */
    private List<NewEvent> ofPeriod(Fact fact, TierEvent.Expired expired) {
        if (!expired.isLast() || expired.tierBefore().equals(expired.to())) {
            return List.of();
        }
        return List.of(event(
                fact,
                expired.partnerId(),
                WebhookType.TIER_CHANGED,
                data(
                        "customer_id", customer(expired.partnerId(), expired.msisdn()),
                        "tier_before", expired.tierBefore(),
                        "tier", expired.to(),
                        "expires_on", expired.expiresOn().toString())));
    }

    private static List<NewEvent> ofPayout(Fact fact, PayoutEvent payout) {
        return switch (payout) {
            case PayoutEvent.Paid paid -> List.of(ofPayout(fact, paid, WebhookType.PAYOUT_PAID, "PAID"));
            case PayoutEvent.Attention failed ->
                List.of(ofPayout(fact, failed, WebhookType.PAYOUT_FAILED, "ATTENTION"));
            case PayoutEvent.Cancelled cancelled ->
                List.of(ofPayout(fact, cancelled, WebhookType.PAYOUT_CANCELLED, "CANCELLED"));
            // The return of a second payment changes nothing for the customer.
            case PayoutEvent.Reversed reversed ->
                Boolean.TRUE.equals(reversed.second())
                        ? List.of()
                        : List.of(ofPayout(fact, reversed, WebhookType.PAYOUT_REVERSED, "REVERSED"));
            default -> List.of();
        };
    }

    private static NewEvent ofPayout(Fact fact, PayoutEvent payout, WebhookType type, String state) {
        return event(
                fact,
                payout.partnerId(),
                type,
                data(
                        "payout_id",
                        Ids.text(fact.subject()),
                        WALLET,
                        payout.wallet(),
                        AMOUNT,
                        Amount.of(payout.amount()),
                        "state",
                        state));
    }

    private List<NewEvent> ofInvoice(Fact fact, InvoiceEvent invoice) {
        if (!(invoice instanceof InvoiceEvent.Issued issued)) {
            return List.of();
        }
        return partners.find(issued.partnerCode()).map(Partner::id).stream()
                .map(partner -> event(
                        fact,
                        partner,
                        WebhookType.INVOICE_ISSUED,
                        data(
                                "number", issued.number(),
                                "period", issued.period(),
                                "price", Amount.of(issued.price()),
                                "ppn", Amount.of(issued.ppn()))))
                .toList();
    }

    /** The customer's id; null if the log no longer contains the phone number. */
    private @Nullable String customer(PartnerId partner, @Nullable String msisdn) {
        return msisdn == null ? null : Ids.text(customerIds.of(new CustomerOf(partner, new Msisdn(msisdn))));
    }

    private static NewEvent event(Fact fact, PartnerId partner, WebhookType type, Map<String, Object> data) {
        return new NewEvent(partner, type, fact.at(), data);
    }

    /** @param pairs names and values in turn; a pair with a null value is omitted */
    private static Map<String, Object> data(@Nullable Object... pairs) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            Object value = pairs[at + 1];
            if (value != null) {
                data.put(String.valueOf(pairs[at]), value);
            }
        }
        return data;
    }
}
