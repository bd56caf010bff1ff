package id.kezbek.payouts.web;

import id.kezbek.payouts.reading.PayoutRecord;
import id.kezbek.payouts.reading.PayoutRecord.AttemptRecord;
import id.kezbek.payouts.records.AttemptState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Describes a payout's state, and the reason why it waits, in one sentence. */
final class Explanation {

    private Explanation() {}

    static String of(PayoutRecord payout) {
        AttemptRecord last =
                payout.attempts().isEmpty() ? null : payout.attempts().getLast();
        return switch (payout.state()) {
            case HELD -> "Held: " + waitsFor(payout.reason()) + ".";
            case PENDING -> pending(payout, last);
            case IN_FLIGHT -> inFlight(last);
            case PAID -> "Paid into the wallet" + by(last) + ".";
            case ATTENTION ->
                "Kezbek's staff must decide, because automatic attempts have ended: " + waitsFor(payout.reason()) + ".";
            case CANCELLED -> cancelled(payout.reason());
        };
    }

    private static String cancelled(@Nullable String reason) {
        return switch (reason) {
            case "REFUNDED" -> "Cancelled, because the purchase was refunded; it will not be sent.";
            case "COLLECTED" -> "Collected with other small amounts; another payout to this wallet pays its purchases.";
            case "NETTED" -> "Set off in full against refunds of earlier purchases, so no money is sent.";
            case null, default -> "Cancelled; it will not be sent.";
        };
    }

    private static String pending(PayoutRecord payout, @Nullable AttemptRecord last) {
        String reason = payout.reason();
        if (reason == null) {
            return last == null ? "Waits to be sent." : "Sent again" + at(payout.dueAt());
        }
        return last != null && reason.equals(last.reason())
                ? "Not paid by " + last.provider() + " (" + reason + "). Sent again" + at(payout.dueAt())
                : "Waits: " + waitsFor(reason) + ". Checked again" + at(payout.dueAt());
    }

    private static String inFlight(@Nullable AttemptRecord last) {
        if (last == null || last.state() == AttemptState.SENDING) {
            return "Being sent" + by(last) + ".";
        }
        return "The result at " + last.provider()
                + " is not known yet. No other provider is tried until the attempt is proven not paid. The provider's status answer, its"
                + " settlement file or two people decide.";
    }

    /** Only the engine's own reasons are translated. A provider's status word is shown unchanged. */
    private static String waitsFor(@Nullable String reason) {
        return switch (reason) {
            case null -> "no reason was recorded";
            case "BELOW_WALLET_MINIMUM" ->
                "the amount is below the wallet's minimum; it is sent when the customer's amounts for this wallet reach it together";
            case "BELOW_MINIMUM" -> "the amount is below the minimum of a payout";
            case "ABOVE_MAXIMUM" -> "the amount is above the maximum of all providers and cannot be split";
            case "ABOVE_WALLET_MAXIMUM" -> "the amount is above the wallet's maximum and cannot be split";
            case "SPLITTING_IS_OFF" ->
                "the amount is too high for one order, and splitting is switched off (cezbek.payouts.split-high-payouts)";
            case "NOT_WHOLE_RUPIAH" -> "wallets accept only whole rupiah";
            case "FUNDING_SHORT" -> "the partner's available funds do not cover the payout yet";
            case "PROVIDERS_PAUSED" -> "all suitable providers are paused";
            case "NO_MOBILE_NUMBER" -> "the customer's number is not a mobile number of an allowed region";
            case "NO_PROVIDER_HEALTHY" -> "no suitable provider is available at the moment";
            case "NO_PROVIDER_CONFIGURED" -> "no suitable provider is configured";
            case "NO_PROVIDER_ENABLED" -> "all suitable providers are disabled for this wallet";
            case "NO_FEE_FOR_WALLET" -> "no provider has a fee for this wallet";
            case "FLOAT_SHORT" -> "no suitable provider has enough float";
            case "CALLBACK_SAYS_FAILED", "INQUIRY_SAYS_FAILED" -> "the provider reports that the order failed";
            case "SAME_AMOUNT_UNRESOLVED" ->
                "another payout of this amount to this number is unresolved at a provider without references";
            case "CUSTOMER_ERASED" -> "the customer was erased, so the payout cannot be paid; cancel it";
            case "PAID_TWICE" -> "a provider reported a second payment";
            default -> reason;
        };
    }

    private static String by(@Nullable AttemptRecord attempt) {
        return attempt == null ? "" : " through " + attempt.provider();
    }

    private static String at(Instant due) {
        return " at " + due + ".";
    }
}
