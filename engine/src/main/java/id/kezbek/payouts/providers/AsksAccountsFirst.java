package id.kezbek.payouts.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.AccountAnswer;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A provider at which the engine inquires about the customer's account before each order. If the account does not
 * exist, no order is sent. If the provider does not answer the inquiry, the order is sent anyway. For one minute, the
 * engine then sends further orders without an inquiry.
 */
final class AsksAccountsFirst implements PayoutProvider {

    /**
     * An answer is remembered only for this short time, because the limits of an account change with each payment.
     * Payments of this process reduce the remembered limit and do not prolong the time.
     */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    private static final Duration NOT_ASKED_FOR = Duration.ofMinutes(1);

    private static final int ACCOUNTS_MAX = 10_000;

    private record Key(Msisdn msisdn, String wallet) {}

    private final PayoutProvider provider;
    private final Clock clock;
    private final Cache<Key, AccountAnswer> known;
    private volatile Instant askedFrom = Instant.MIN;

    AsksAccountsFirst(PayoutProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(ACCOUNTS_MAX)
                .expireAfter(Expiry.creating((key, answer) -> KNOWN_FOR))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    @Override
    public Outcome send(Order order) {
        Key key = new Key(order.msisdn(), order.wallet());
        AccountAnswer before = known.getIfPresent(key);
        if (before instanceof AccountAnswer.Exists exists
                && refusal(order.amount(), exists).isPresent()) {
            // The remembered limit may be too low by now. For example, a new month has begun, or an order with an
            // unknown result was not paid.
            known.invalidate(key);
        }
        return switch (account(order.msisdn(), order.wallet())) {
            case AccountAnswer.NotFound absent -> new Outcome.Refused(absent.reason(), RefusalKind.DESTINATION);
            case AccountAnswer.Exists exists ->
                refusal(order.amount(), exists).orElseGet(() -> send(order.to(exists.name()), key));
            case AccountAnswer.NotAvailable notAvailable -> provider.send(order);
            case AccountAnswer.NotOffered notOffered -> provider.send(order);
        };
    }

    /** An order that may be paid reduces the amount that the account can still receive. */
    private Outcome send(Order order, Key key) {
        Outcome outcome = provider.send(order);
        boolean isUnpaid = outcome instanceof Outcome.Refused || outcome instanceof Outcome.NotSent;
        if (!isUnpaid) {
            known.asMap().computeIfPresent(key, (same, answer) -> less(answer, order.amount()));
        }
        return outcome;
    }

    /**
     * The account's limits after a payment. Null if nothing more can be paid; the next order then asks the provider
     * again.
     */
    private static @Nullable AccountAnswer less(AccountAnswer answer, Money paid) {
        if (!(answer instanceof AccountAnswer.Exists(var name, var minimum, var maximum)) || maximum.isEmpty()) {
            return answer;
        }
        Money left = maximum.get().minus(paid);
        return left.isPositive() ? new AccountAnswer.Exists(name, minimum, Optional.of(left)) : null;
    }

    private static Optional<Outcome> refusal(Money amount, AccountAnswer.Exists account) {
        if (account.maximum()
                .filter(maximum -> maximum.isPositive() && maximum.below(amount))
                .isPresent()) {
            return Optional.of(new Outcome.Refused("ABOVE_ACCOUNT_LIMIT", RefusalKind.CUSTOMER_LIMIT));
        }
        return account.minimum().filter(amount::below).isPresent()
                ? Optional.of(new Outcome.Refused("BELOW_ACCOUNT_MINIMUM", RefusalKind.UNSPECIFIED))
                : Optional.empty();
    }

    @Override
    public AccountAnswer account(Msisdn msisdn, String wallet) {
        Key key = new Key(msisdn, wallet);
        AccountAnswer before = known.getIfPresent(key);
        if (before != null) {
            return before;
        }
        if (clock.instant().isBefore(askedFrom)) {
            return new AccountAnswer.NotAvailable("NOT_ASKED");
        }
        AccountAnswer answer = provider.account(msisdn, wallet);
        switch (answer) {
            case AccountAnswer.Exists exists -> known.put(key, exists);
            case AccountAnswer.NotAvailable _ -> askedFrom = clock.instant().plus(NOT_ASKED_FOR);
            // This answer is not cached: the customer may open the account at any time, and one wrong answer must not
            // end a payout.
            case AccountAnswer.NotFound _ -> {}
            case AccountAnswer.NotOffered _ -> {}
        }
        return answer;
    }

    @Override
    public String code() {
        return provider.code();
    }

    @Override
    public Capabilities capabilities() {
        return provider.capabilities();
    }

    @Override
    public boolean isHealthy() {
        return provider.isHealthy();
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return provider.inquire(reference);
    }

    @Override
    public AccessAnswer access() {
        return provider.access();
    }

    @Override
    public BalanceAnswer balance() {
        return provider.balance();
    }
}
