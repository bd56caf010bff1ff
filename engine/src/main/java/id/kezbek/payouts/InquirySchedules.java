package id.kezbek.payouts;

import id.kezbek.shared.settings.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When each provider is asked: about what is unknown until it is known, and a few times about what may pay late. */
@Component
class InquirySchedules {

    private final ConfiguredProviders providers;
    private final Live<PayoutSettings> settings;

    InquirySchedules(ConfiguredProviders providers, Live<PayoutSettings> settings) {
        this.providers = providers;
        this.settings = settings;
    }

    /** The codes of the providers that can be asked. */
    List<String> askable() {
        return providers.all().stream()
                .filter(provider -> provider.capabilities().hasInquiry())
                .map(PayoutProvider::code)
                .toList();
    }

    boolean canBeAsked(String provider) {
        return askable().contains(provider);
    }

    /**
     * When an unknown attempt is asked about next; null where its provider cannot be asked.
     *
     * @param asked how often it was asked about already
     */
    @Nullable
    Instant whileUnknown(String provider, int asked, Instant now) {
        return asked(provider).map(schedule -> schedule.next(asked, now)).orElse(null);
    }

    /**
     * When an attempt that was proven not paid is asked about next, in case it pays late; null where no more.
     *
     * @param asked how often it was asked about since its end
     */
    @Nullable
    Instant inCaseItPaysLate(String provider, int asked, Instant now) {
        List<Duration> lateChecks = settings.get().lateChecks();
        boolean goesOn = asked < lateChecks.size() && canBeAsked(provider);
        return goesOn ? now.plus(lateChecks.get(asked)) : null;
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
