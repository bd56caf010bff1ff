package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.reconciliation.bridge.ProviderDays;
import id.kezbek.reconciliation.bridge.ProviderDays.ProviderDay;
import java.util.List;
import org.springframework.stereotype.Component;

/** Requires a complete statement, downloaded after the day, for every day with movements of our money at a provider. */
@Component
class ReconciledDaysCheck implements CloseCheck {

    private final ProviderDays days;

    ReconciledDaysCheck(ProviderDays days) {
        this.days = days;
    }

    @Override
    public String name() {
        return "reconciled-days";
    }

    @Override
    public Result look(CalendarMonth month) {
        List<String> missing = days.of(month.firstDay(), month.lastDay()).stream()
                .filter(ProviderDay::lacksStatement)
                .map(one -> one.provider() + " " + one.day())
                .toList();
        return Result.missing(missing, "days of providers have no complete statement", "DAYS");
    }
}
