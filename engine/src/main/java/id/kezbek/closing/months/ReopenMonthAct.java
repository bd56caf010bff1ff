package id.kezbek.closing.months;

import id.kezbek.approvals.Decision;
import org.springframework.stereotype.Component;

/** Reopens a closed month after a second person's approval. */
@Component
public class ReopenMonthAct extends MonthAct {

    private final CloseMonth months;

    ReopenMonthAct(CloseMonth months) {
        super("REOPEN_MONTH", "is opened again; its figures are no longer final");
        this.months = months;
    }

    @Override
    public void check(Arguments arguments) {
        months.checkReopen(arguments.calendarMonth());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        months.reopen(arguments.calendarMonth(), decision.name(), decision.reason());
    }
}
