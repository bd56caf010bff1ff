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
     * The time of the next inquiry about an unknown attempt; null if its provider does not answer inquiries.
     *
     * @param asked the number of inquiries so far
     */
    public @Nullable Instant whileUnknown(String provider, int asked, Instant now) {
        return asked(provider).map(schedule -> schedule.next(asked, now)).orElse(null);
    }

    /**
     * The time of the next late check of an attempt that was proven not paid; null if no further check is planned.
     *
     * @param asked the number of inquiries since the attempt ended
     */
    public @Nullable Instant inCaseItPaysLate(String provider, int asked, Instant now) {
        return check(settings.get().lateChecks(), provider, asked, now);
    }

    /**
     * The time of the next late check of a paid attempt; null if there is none.
     *
     * @param asked the number of inquiries since the attempt ended
     */
    public @Nullable Instant inCaseItIsTakenBack(String provider, int asked, Instant now) {
        List<Duration> own = providers
                .find(provider)
                .map(known -> known.capabilities().paidChecks())
                .orElse(List.of());
        return check(own, provider, asked, now);
    }

    /**
     * The time of the next inquiry about an ended attempt that a callback contradicts; null if there is none. The waits grow: the
     * provider's answer may be older than its callback, and customers and staff should not wait for days.
     *
     * @param asked the number of inquiries since the callback, at least 1
     */
    public @Nullable Instant whileCallbackContradicts(String provider, int asked, Instant now) {
        return check(settings.get().callbackChecks(), provider, asked - 1, now);
    }

    private @Nullable Instant check(List<Duration> waits, String provider, int asked, Instant now) {
        boolean goesOn = asked < waits.size() && canBeAsked(provider);
        return goesOn ? now.plus(waits.get(asked)) : null;
    }

    private Optional<InquirySchedule> asked(String provider) {
        return providers
                .find(provider)
                .map(PayoutProvider::capabilities)
                .filter(PayoutProvider.Capabilities::hasInquiry)
                .map(can -> can.inquiryWaits().isEmpty()
                        ? settings.get().schedule()
                        : new InquirySchedule(can.inquiryWaits()));
    }
}
