package id.kezbek.payouts.outcome;

import id.kezbek.facts.Fact;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.outcome.Settlement.Booking;
import id.kezbek.payouts.outcome.Settlement.Decision;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events about payouts: PAYOUT_PAID, PAYOUT_PAID_TWICE, PAYOUT_FAILED (one attempt; the payout continues),
 * PAYOUT_UNKNOWN, PAYOUT_REVERSED, PAYOUT_ATTENTION (staff must decide), PAYOUT_CONTRADICTED, PAYOUT_RETRIED,
 * PAYOUT_ROUNDED and PAYOUT_CANCELLED (decided by people). The subject is the payout; the body has attempt, partner's
 * number, provider, wallet, amount, fee and reason.
 */
public final class PayoutFacts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PayoutFacts() {}

    public static List<Fact> of(Decision.Apply apply, Attempts.Recorded attempt, @Nullable String reason, Instant now) {
        List<Fact> facts = new ArrayList<>(2);
        facts.add(of(kind(apply), attempt, reason, now));
        if (apply.payout() == PayoutState.ATTENTION) {
            facts.add(of("PAYOUT_ATTENTION", attempt, reason, now));
        }
        return facts;
    }

    public static Fact of(String kind, Attempts.Recorded attempt, @Nullable String reason, Instant now) {
        var body = JSON.createObjectNode()
                .put("attempt", Ids.text(attempt.id()))
                .put("partner", attempt.partner().value())
                .put("provider", attempt.provider())
                .put("wallet", attempt.wallet())
                .put("amount", attempt.amount().decimal().toPlainString())
                .put("fee", attempt.fee().decimal().toPlainString())
                .put("currency", attempt.amount().currency().name());
        if (reason != null) {
            body.put("reason", reason);
        }
        return new Fact(kind, attempt.payout(), body.toString(), now);
    }

    /** A payout that no provider can pay and that was never tried. */
    public static Fact neverTried(Payouts.Due payout, String reason, Instant now) {
        var body = JSON.createObjectNode()
                .put("partner", payout.partner().value())
                .put("wallet", payout.wallet())
                .put("amount", payout.amount().decimal().toPlainString())
                .put("currency", payout.amount().currency().name())
                .put("reason", reason);
        return new Fact("PAYOUT_ATTENTION", payout.id(), body.toString(), now);
    }

    /** The event of a decision about a payout. */
    public static Fact decided(String kind, Payouts.Owed payout, Instant now) {
        var body = JSON.createObjectNode()
                .put("partner", payout.partner().value())
                .put("wallet", payout.wallet())
                .put("amount", payout.amount().decimal().toPlainString())
                .put("currency", payout.amount().currency().name());
        return new Fact(kind, payout.id(), body.toString(), now);
    }

    private static String kind(Decision.Apply apply) {
        return switch (apply.attempt()) {
            case SUCCEEDED -> apply.booking() == Booking.PAID_TWICE ? "PAYOUT_PAID_TWICE" : "PAYOUT_PAID";
            case FAILED -> "PAYOUT_FAILED";
            case UNKNOWN -> "PAYOUT_UNKNOWN";
            case REVERSED -> "PAYOUT_REVERSED";
            case SENDING -> throw new IllegalStateException("No finding makes an attempt SENDING");
        };
    }
}
