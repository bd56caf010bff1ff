package id.kezbek.payouts.provider;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.shared.settings.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The inquiry schedules of providers. Inquiries about unknown results continue until the results are known. Unpaid
 * attempts get a few late checks, and so do paid attempts at providers that may take back payments.
 */
@Component
public class InquirySchedules {

    /**
     * A check that is due within this time from now is the current check, because the database rounds times. It is not
     * planned again.
     */
    private static final Duration SAME_TIME = Duration.ofMillis(1);

    private final ConfiguredProviders providers;
    private final Live<PayoutSettings> settings;

    InquirySchedules(ConfiguredProviders providers, Live<PayoutSettings> settings) {
        this.providers = providers;
        this.settings = settings;
    }

    /** The codes of the providers that answer inquiries. */
    public List<String> askable() {
        return providers.all().stream()
                .filter(provider -> provider.capabilities().hasInquiry())
                .map(PayoutProvider::code)
                .toList();
    }

    public boolean canBeAsked(String provider) {
        return askable().contains(provider);
    }

    /**
     * The time of the next inquiry about an unknown attempt; null if its provider does not answer inquiries. A provider
     * without settings in this process gets the default schedule: another process may have its settings.
     *
     * @param asked the number of inquiries so far
     */
    public @Nullable Instant whileUnknown(String provider, int asked, Instant now) {
        InquirySchedule usual = settings.get().schedule();
        Optional<PayoutProvider> known = providers.find(provider);
        if (known.isEmpty()) {
            return usual.next(asked, now);
        }
        PayoutProvider.Capabilities can = known.get().capabilities();
        if (!can.hasInquiry()) {
            return null;
        }
        InquirySchedule schedule = can.inquiryWaits().isEmpty() ? usual : new InquirySchedule(can.inquiryWaits());
        return schedule.next(asked, now);
    }

    /**
     * The time of the next late check of an attempt that was not paid; null if there is none. The time depends only on
     * the age of the result. Inquiries that callbacks cause do not replace a late check.
     */
    public @Nullable Instant inCaseItPaysLate(String provider, Instant endedAt, Instant now) {
        return check(settings.get().lateChecks(), provider, endedAt, now);
    }

    /**
     * The time of the next late check of a paid attempt; null if there is none. The time depends only on the age of the
     * payment.
     */
    public @Nullable Instant inCaseItIsTakenBack(String provider, Instant endedAt, Instant now) {
        List<Duration> own = providers
                .find(provider)
                .map(known -> known.capabilities().paidChecks())
                .orElse(List.of());
        return check(own, provider, endedAt, now);
    }

    /**
     * The time of the next inquiry about an ended attempt that a callback contradicts; null if there is none. The first
     * waits are short, because customers and staff should not wait for days. The waits grow, because the provider's
     * answer may be older than its callback.
     *
     * @param asked the number of inquiries since the callback, at least 1
     */
    public @Nullable Instant whileCallbackContradicts(String provider, int asked, Instant now) {
        List<Duration> waits = settings.get().callbackChecks();
        return asked <= waits.size() && canBeAsked(provider) ? now.plus(waits.get(asked - 1)) : null;
    }

    private @Nullable Instant check(List<Duration> waits, String provider, Instant endedAt, Instant now) {
        if (!canBeAsked(provider)) {
            return null;
        }
        Instant check = endedAt;
        for (Duration wait : waits) {
            check = check.plus(wait);
            if (check.isAfter(now.plus(SAME_TIME))) {
                return check;
            }
        }
        return null;
    }
}
