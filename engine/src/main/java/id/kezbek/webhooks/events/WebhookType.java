package id.kezbek.webhooks.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of events that partners' systems receive. A released name never changes. */
public enum WebhookType {
    /** A purchase was accepted. */
    TRANSACTION_ACCEPTED("transaction.accepted"),
    /** A customer got a reward with a purchase. */
    REWARD_EARNED("reward.earned"),
    /** A customer moved to another tier. */
    TIER_CHANGED("tier.changed"),
    /** The money of a payout arrived. */
    PAYOUT_PAID("payout.paid"),
    /** The engine makes no more attempts to pay the payout. Kezbek's staff decide about the payout. */
    PAYOUT_FAILED("payout.failed"),
    /** The payout will never be sent. */
    PAYOUT_CANCELLED("payout.cancelled"),
    /** The provider took back the money of a paid payout. */
    PAYOUT_REVERSED("payout.reversed"),
    /** A purchase was refunded, completely or partly. */
    REFUND_COMPLETED("refund.completed"),
    /** An invoice for our service was issued. */
    INVOICE_ISSUED("invoice.issued"),
    /** A test of one endpoint, sent only on request. */
    TEST("webhook.test");

    private final String text;

    WebhookType(String text) {
        this.text = text;
    }

    /** The name in events, for example {@code payout.paid}. */
    public String text() {
        return text;
    }

    public static Optional<WebhookType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** The types that an endpoint can choose. */
    public static List<WebhookType> chosen() {
        return Arrays.stream(values()).filter(type -> type != TEST).toList();
    }
}
