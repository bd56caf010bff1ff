package id.kezbek.closing.months;

import id.kezbek.approvals.NamedAct;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.shared.security.Role;

/** A change of a month's state that needs a second person's approval. */
public abstract class MonthAct extends NamedAct<MonthAct.Arguments> {

    /** @param month for example 2026-11 */
    public record Arguments(String month) {

        CalendarMonth calendarMonth() {
            return CalendarMonth.of(month).orElseThrow();
        }
    }

    private final String words;

    /** @param words the effect of the approval on the month */
    MonthAct(String kind, String words) {
        super(kind, Arguments.class, Role.ADMIN, Role.FINANCE);
        this.words = words;
    }

    @Override
    public String subject(Arguments arguments) {
        return "month " + arguments.month();
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.month() + " " + words;
    }
}
