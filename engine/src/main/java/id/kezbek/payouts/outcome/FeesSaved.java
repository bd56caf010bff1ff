package id.kezbek.payouts.outcome;

import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.shared.Money;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sums two kinds of fees since the start of this process, in rupiah: the fees of recorded payments ({@code
 * cezbek.payouts.fees.paid}), and the fees of the same payments at each wallet's direct provider ({@code
 * cezbek.payouts.fees.direct}). The gauge {@code cezbek.payouts.fees.saved} is the difference. {@link PayoutTotals} has
 * the exact sums since the beginning.
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

    /** @param direct the fee of the wallet's direct provider; null if there is none, then {@code fee} is used */
    void count(Money fee, @Nullable Money direct) {
        paidHundredths.add(fee.hundredths());
        directHundredths.add((direct == null ? fee : direct).hundredths());
    }

    /** Whole rupiah, rounded down. Only metrics use this number. */
    private static long rupiah(LongAdder hundredths) {
        return hundredths.sum() / 100;
    }
}
