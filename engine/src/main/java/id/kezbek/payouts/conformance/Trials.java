package id.kezbek.payouts.conformance;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.AccountAnswer;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks each promise once, in a sequence that pays as few orders as possible. */
final class Trials {

    private static final String NO_INQUIRY = "the provider has no inquiry";

    private final Plan plan;
    private final PayoutProvider provider;
    private final PayoutProvider lossy;
    private final PayoutProvider stranger;
    private final LossyRelay relay;
    private final CallbackListener listener;
    private final Orders orders;
    private @Nullable Order paid;

    Trials(
            Plan plan,
            PayoutProvider provider,
            PayoutProvider lossy,
            PayoutProvider stranger,
            LossyRelay relay,
            CallbackListener listener,
            Orders orders) {
        this.plan = plan;
        this.provider = provider;
        this.lossy = lossy;
        this.stranger = stranger;
        this.relay = relay;
        this.listener = listener;
        this.orders = orders;
    }

    Map<Promise, Trial> all() throws InterruptedException {
        Map<Promise, Trial> results = new EnumMap<>(Promise.class);
        for (Promise promise : Promise.values()) {
            boolean isLeftOut = plan.isFloatEmpty()
                    && promise.compareTo(Promise.WRONG_CREDENTIALS) >= 0
                    && promise != Promise.FLOAT_SHORT;
            results.put(
                    promise,
                    isLeftOut
                            ? new Trial.NotTried("the float is empty; repeat without --float-is-empty")
                            : tried(promise));
        }
        return results;
    }

    private Trial tried(Promise promise) throws InterruptedException {
        return switch (promise) {
            case ACCESS -> access();
            case BALANCE -> balance();
            case ACCOUNT -> account();
            case NEVER_SEEN -> neverSeen();
            case EXPIRED -> expired();
            case WRONG_CREDENTIALS -> wrongCredentials();
            case PAID_ONCE -> paidOnce();
            case CALLBACK -> callback();
            case REPEATED -> repeated();
            case OTHER_VALUES -> otherValues();
            case LOST_ANSWER -> lostAnswer();
            case ABOVE_LIMIT -> aboveLimit();
            case FLOAT_SHORT -> floatShort();
        };
    }

    private Trial access() {
        return switch (provider.access()) {
            case AccessAnswer.Granted granted -> new Trial.Held("accepted");
            case AccessAnswer.Denied denied -> new Trial.NotHeld(denied.reason() + "; check the provider's settings");
            case AccessAnswer.NotAvailable none -> new Trial.NotHeld("no answer: " + none.reason());
            case AccessAnswer.NotOffered none -> new Trial.NotTried("the provider has no request that moves no money");
        };
    }

    private Trial balance() {
        return switch (provider.balance()) {
            case BalanceAnswer.Told told -> new Trial.Held(told.amount().inWords());
            case BalanceAnswer.NotAvailable none -> new Trial.NotHeld("no answer: " + none.reason());
            case BalanceAnswer.NotOffered none ->
                new Trial.NotTried("the provider does not report its balance, or a setting for the request is missing");
        };
    }

    private Trial account() {
        return switch (provider.account(plan.msisdn(), plan.wallet())) {
            case AccountAnswer.Exists exists -> new Trial.Held("the account exists");
            case AccountAnswer.NotFound absent -> new Trial.NotHeld(absent.reason() + "; is --number right?");
            case AccountAnswer.NotAvailable none -> new Trial.NotHeld("no answer: " + none.reason());
            case AccountAnswer.NotOffered none -> new Trial.NotTried("the provider has no request about accounts");
        };
    }

    private Trial neverSeen() {
        if (!hasInquiry()) {
            return new Trial.NotTried(NO_INQUIRY);
        }
        InquiryAnswer answer = provider.inquire(orders.reference());
        return answer instanceof InquiryAnswer.NeverSeen
                ? new Trial.Held("never seen")
                : new Trial.NotHeld("the inquiry says " + words(answer));
    }

    private Trial expired() {
        Order late = orders.late();
        Outcome outcome = provider.send(late);
        if (!(outcome instanceof Outcome.NotSent)) {
            return new Trial.NotHeld("the adapter sent it: " + words(outcome));
        }
        return isNeverSeen(late)
                ? new Trial.Held(hasInquiry() ? "not sent, and never seen" : "not sent")
                : new Trial.NotHeld("not sent, but the provider knows the order");
    }

    private Trial wrongCredentials() {
        Order order = orders.next();
        Outcome outcome = stranger.send(order);
        if (outcome instanceof Outcome.Paid || outcome instanceof Outcome.Accepted) {
            return new Trial.NotHeld(words(outcome));
        }
        if (stranger.access() instanceof AccessAnswer.Granted) {
            return new Trial.NotHeld("the check of credentials accepts wrong credentials");
        }
        return isNeverSeen(order)
                ? new Trial.Held(words(outcome))
                : new Trial.NotHeld(words(outcome) + ", but the provider knows the order");
    }

    private Trial paidOnce() throws InterruptedException {
        Optional<Money> before = told();
        Order order = orders.next();
        Outcome outcome = provider.send(order);
        if (!(outcome instanceof Outcome.Paid || outcome instanceof Outcome.Accepted)) {
            return new Trial.NotHeld(words(outcome));
        }
        if (hasInquiry()) {
            InquiryAnswer end = orders.end(provider, order.reference());
            if (end instanceof InquiryAnswer.Pending) {
                return new Trial.NotTried("accepted, and still open after "
                        + plan.patience().toSeconds() + " s; repeat with a longer --wait");
            }
            if (!(end instanceof InquiryAnswer.Paid)) {
                return new Trial.NotHeld(words(outcome) + ", then the inquiry says " + words(end));
            }
        }
        paid = order;
        return withBalance(words(outcome), before, order.amount());
    }

    private Trial callback() throws InterruptedException {
        Order order = paid;
        if (!provider.capabilities().knowsReferences()) {
            return new Trial.NotTried("the provider does not store references");
        }
        if (!listener.hasSecret()) {
            return new Trial.NotTried("callback-secret is not set, or the provider sends no callbacks");
        }
        if (!listener.isOpen()) {
            return new Trial.NotTried(
                    "give --callback-port, and set the provider's callback address to this machine and port");
        }
        if (order == null) {
            return new Trial.NotTried("no order was paid");
        }
        Instant until = orders.now().plus(plan.patience());
        Optional<Callback> received = listener.about(order.reference());
        while (received.isEmpty() && orders.now().isBefore(until)) {
            orders.pauseShortly();
            received = listener.about(order.reference());
        }
        if (received.isEmpty()) {
            return new Trial.NotHeld("none arrived within " + plan.patience().toSeconds() + " s" + listener.refused());
        }
        Callback callback = received.get();
        boolean isRight = callback.status() == Callback.Status.SUCCESS
                && callback.amount().equals(order.amount());
        return isRight
                ? new Trial.Held("the signature is valid; the callback reports the amount and the success")
                : new Trial.NotHeld("it reports " + callback.status() + " and " + callback.amount());
    }

    private Trial repeated() throws InterruptedException {
        Order order = paid;
        if (!provider.capabilities().knowsReferences()) {
            return new Trial.NotTried("the provider does not store references, so it would pay a repeated order again");
        }
        if (order == null) {
            return new Trial.NotTried("no order was paid");
        }
        Optional<Money> before = told();
        Outcome outcome = provider.send(orders.again(order));
        if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.NotSent) {
            return new Trial.NotHeld(words(outcome) + "; the engine would pay through another provider");
        }
        return isStillPaid(order)
                ? withBalance(words(outcome), before, Money.ZERO)
                : new Trial.NotHeld("the first order is no longer reported as paid");
    }

    private Trial otherValues() throws InterruptedException {
        Order order = paid;
        if (!provider.capabilities().knowsReferences()) {
            return new Trial.NotTried("the provider does not store references");
        }
        if (order == null) {
            return new Trial.NotTried("no order was paid");
        }
        Optional<Money> before = told();
        Outcome outcome = provider.send(orders.other(order));
        if (!(outcome instanceof Outcome.Unknown)) {
            return new Trial.NotHeld(words(outcome));
        }
        return isStillPaid(order)
                ? withBalance(words(outcome), before, Money.ZERO)
                : new Trial.NotHeld("the first order is no longer reported as paid");
    }

    private Trial lostAnswer() throws InterruptedException {
        // Gets an access token if one is needed. Otherwise the relay would drop the token response, not the order
        // response.
        AccessAnswer unused = lossy.access();
        Order order = orders.next();
        relay.loseAnswers(true);
        Outcome outcome = lossy.send(order);
        relay.loseAnswers(false);
        if (!(outcome instanceof Outcome.Unknown)) {
            return new Trial.NotHeld(words(outcome));
        }
        if (!hasInquiry()) {
            return new Trial.Held(words(outcome) + "; " + NO_INQUIRY + ", so people decide");
        }
        InquiryAnswer end = orders.end(provider, order.reference());
        return switch (end) {
            case InquiryAnswer.Paid paidAfterAll -> new Trial.Held(words(outcome) + ", then paid by inquiry");
            case InquiryAnswer.NotPaid notPaid ->
                new Trial.Held(words(outcome) + ", then " + words(end) + " by inquiry");
            case InquiryAnswer.Pending pending -> new Trial.Held(words(outcome) + ", then pending by inquiry");
            case InquiryAnswer.Reversed reversed -> new Trial.Held(words(outcome) + ", then reversed by inquiry");
            case InquiryAnswer.NeverSeen neverSeen ->
                new Trial.NotHeld("the provider received the order, but denies it in an inquiry after "
                        + plan.patience().toSeconds() + " s");
            case InquiryAnswer.NotAvailable none -> new Trial.NotHeld("the inquiry says " + words(end));
        };
    }

    private Trial aboveLimit() throws InterruptedException {
        if (plan.aboveLimit().isEmpty()) {
            return new Trial.NotTried("without a limit the provider would pay; give an amount with --above-limit");
        }
        return refused(orders.next(plan.aboveLimit().get()), false);
    }

    private Trial floatShort() throws InterruptedException {
        return plan.isFloatEmpty()
                ? refused(orders.next(), true)
                : new Trial.NotTried("empty the float at the provider, then repeat with --float-is-empty");
    }

    /** Whether the provider rejects an order, in its response or later. */
    private Trial refused(Order order, boolean isFloat) throws InterruptedException {
        Outcome outcome = provider.send(order);
        if (outcome instanceof Outcome.Refused refused) {
            return refusal(refused.kind(), isFloat, words(outcome));
        }
        if (outcome instanceof Outcome.Accepted
                && orders.end(provider, order.reference()) instanceof InquiryAnswer.NotPaid notPaid) {
            return refusal(notPaid.kind(), isFloat, "accepted, then " + words(notPaid));
        }
        return new Trial.NotHeld(words(outcome));
    }

    private static Trial refusal(RefusalKind kind, boolean isFloat, String words) {
        return isFloat && kind != RefusalKind.FLOAT_SHORT
                ? new Trial.NotHeld(
                        words + ", which counts as a rejection of the payout or is not recognised as too low a float")
                : new Trial.Held(words);
    }

    /**
     * Also checks by how much the provider's balance has fallen. Other orders at the same time would disturb this
     * check.
     */
    private Trial withBalance(String words, Optional<Money> before, Money cost) {
        Optional<Money> after = told();
        if (before.isEmpty() || after.isEmpty()) {
            return new Trial.Held(words);
        }
        Money less = before.get().minus(after.get());
        boolean isOnce = less.atLeast(cost) && less.below(cost.plus(plan.amount()));
        String seen = words + "; the balance is less by " + less.inWords();
        return isOnce ? new Trial.Held(seen) : new Trial.NotHeld(seen);
    }

    private Optional<Money> told() {
        return provider.balance() instanceof BalanceAnswer.Told told ? Optional.of(told.amount()) : Optional.empty();
    }

    private boolean hasInquiry() {
        return provider.capabilities().hasInquiry();
    }

    private boolean isNeverSeen(Order order) {
        return !hasInquiry() || provider.inquire(order.reference()) instanceof InquiryAnswer.NeverSeen;
    }

    private boolean isStillPaid(Order order) throws InterruptedException {
        return !hasInquiry() || orders.end(provider, order.reference()) instanceof InquiryAnswer.Paid;
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Paid paid -> "paid";
            case Outcome.Accepted accepted -> "accepted";
            case Outcome.Refused refused -> "refused: " + refused.reason() + " (" + refused.kind() + ")";
            case Outcome.NotSent notSent -> "not sent: " + notSent.reason();
            case Outcome.Unknown unknown -> "unknown: " + unknown.reason();
        };
    }

    private static String words(InquiryAnswer answer) {
        return switch (answer) {
            case InquiryAnswer.Paid paid -> "paid";
            case InquiryAnswer.NotPaid notPaid -> "not paid: " + notPaid.reason() + " (" + notPaid.kind() + ")";
            case InquiryAnswer.Reversed reversed -> "reversed";
            case InquiryAnswer.Pending pending -> "pending";
            case InquiryAnswer.NeverSeen neverSeen -> "never seen";
            case InquiryAnswer.NotAvailable none -> "nothing: " + none.reason();
        };
    }
}
