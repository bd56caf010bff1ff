package id.kezbek.payouts.web;

import id.kezbek.payouts.AttemptState;
import id.kezbek.payouts.PayoutRecord;
import id.kezbek.payouts.PayoutRecord.AttemptRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says in a sentence where a payout stands and what it waits for. */
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
                "Kezbek's people decide, because the engine has tried what it may: " + waitsFor(payout.reason()) + ".";
            case CANCELLED -> "Cancelled; it will not be sent.";
        };
    }

    private static String pending(PayoutRecord payout, @Nullable AttemptRecord last) {
        String reason = payout.reason();
        if (reason == null) {
            return last == null ? "To be sent as soon as its turn comes." : "To be sent again" + at(payout.dueAt());
        }
        return last != null && reason.equals(last.reason())
                ? "Not paid by " + last.provider() + " (" + reason + "). To be sent again" + at(payout.dueAt())
                : "Waits: " + waitsFor(reason) + ". To be looked at again" + at(payout.dueAt());
    }

    private static String inFlight(@Nullable AttemptRecord last) {
        if (last == null || last.state() == AttemptState.SENDING) {
            return "On its way" + by(last) + ".";
        }
        return "It is not known yet whether " + last.provider()
                + " has paid. Nobody else is tried before the contrary is proven; the provider is asked, or its statement"
                + " or two people tell.";
    }

    /** The reasons that the engine gives; a provider's own word is told as it is. */
    private static String waitsFor(@Nullable String reason) {
        return switch (reason) {
            case null -> "no reason was kept";
            case "BELOW_WALLET_MINIMUM", "BELOW_MINIMUM" -> "the amount is below what the wallet takes in one payout";
            case "ABOVE_MAXIMUM" -> "the amount is above what any provider takes in one payout";
            case "NOT_WHOLE_RUPIAH" -> "wallets take whole rupiah only";
            case "FUNDING_SHORT" -> "the partner's funding does not cover it yet";
            case "PROVIDERS_PAUSED" -> "every provider that could pay it is paused";
            case "NO_MOBILE_NUMBER" -> "its number is no possible mobile number of an allowed region";
            case "NO_PROVIDER_HEALTHY" -> "no provider that could pay it works at the moment";
            case "NO_PROVIDER_CONFIGURED" -> "this installation has no provider that could pay it";
            case "NO_PROVIDER_ENABLED" -> "every provider that could pay it is switched off for this wallet";
            case "NO_FEE_FOR_WALLET" -> "no provider has a fee for this wallet";
            case "FLOAT_SHORT" -> "no provider that could pay it holds enough of Kezbek's money";
            case "CALLBACK_SAYS_FAILED", "INQUIRY_SAYS_FAILED" -> "the provider says that its order failed";
            case "SAME_AMOUNT_UNRESOLVED" ->
                "another payout of this amount to this number is unresolved at a provider that knows no references";
            case "CUSTOMER_ERASED" -> "the customer was erased, so nobody can be paid; cancel it";
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
