package id.kezbek.closing.months;

import id.kezbek.approvals.Decision;
import org.springframework.stereotype.Component;

/** Closes a month after a second person's approval. */
@Component
public class CloseMonthAct extends MonthAct {

    private final CloseMonth months;

    CloseMonthAct(CloseMonth months) {
        super("CLOSE_MONTH", "is closed; its figures are kept");
        this.months = months;
    }

    @Override
    public void check(Arguments arguments) {
        months.checkClose(arguments.calendarMonth());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        months.close(arguments.calendarMonth(), decision.name(), decision.reason());
    }
}
