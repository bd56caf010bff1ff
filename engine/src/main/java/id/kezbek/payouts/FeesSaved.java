package id.kezbek.payouts;

import id.kezbek.shared.Money;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts, since this process began, what the payments that it learned of cost and what they would have cost by each
 * wallet's direct provider: {@code cezbek.payouts.fees.paid}, {@code cezbek.payouts.fees.direct}, and their difference
 * {@code cezbek.payouts.fees.saved}, in rupiah. The exact sums over all time are {@link PayoutTotals}'s.
 */
@Component
class FeesSaved {

    private static final String UNIT = "rupiah";

    private final LongAdder paidHundredths = new LongAdder();
    private final LongAdder directHundredths = new LongAdder();

    FeesSaved(MeterRegistry meters) {
        FunctionCounter.builder("cezbek.payouts.fees.paid", paidHundredths, FeesSaved::rupiah)
                .description("Providers' fees of payments")
                .baseUnit(UNIT)
                .register(meters);
        FunctionCounter.builder("cezbek.payouts.fees.direct", directHundredths, FeesSaved::rupiah)
                .description("The fees of the same payments at each wallet's direct provider")
                .baseUnit(UNIT)
                .register(meters);
        Gauge.builder(
                        "cezbek.payouts.fees.saved",
                        this,
                        saved -> rupiah(saved.directHundredths) - rupiah(saved.paidHundredths))
                .description("Fees saved compared with direct payment")
                .baseUnit(UNIT)
                .register(meters);
    }

    /** @param direct what the wallet's direct provider would have charged; null where there is none */
    void count(Money fee, @Nullable Money direct) {
        paidHundredths.add(fee.hundredths());
        directHundredths.add((direct == null ? fee : direct).hundredths());
    }

    /** For meters only, which know no other numbers; nothing is decided or booked by it. */
    private static long rupiah(LongAdder hundredths) {
        return hundredths.sum() / 100;
    }
}
