package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.shared.Money;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reports the amount that the close will accrue. This check never prevents a close. */
@Component
class AccruedFeesCheck implements CloseCheck {

    private final UnmatchedFees unmatchedFees;

    AccruedFeesCheck(UnmatchedFees unmatchedFees) {
        this.unmatchedFees = unmatchedFees;
    }

    @Override
    public String name() {
        return "accrued-fees";
    }

    @Override
    public Result look(CalendarMonth month) {
        String fees = unmatchedFees.of(month).entrySet().stream()
                .filter(fee -> !fee.getValue().equals(Money.ZERO))
                .map(fee -> fee.getKey() + " " + fee.getValue())
                .collect(Collectors.joining(", "));
        return fees.isEmpty()
                ? new Result(true, "all fees of statements are in the books", "NONE")
                : new Result(true, "the close accrues fees that the books lack: " + fees, "FEES", fees);
    }
}
