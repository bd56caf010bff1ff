package id.kezbek.closing.months;

import id.kezbek.approvals.Act;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.Set;

/** A decision of two people about a month. */
public abstract class MonthAct implements Act<MonthAct.Arguments> {

    /** @param month for example 2026-11 */
    public record Arguments(String month) {

        CalendarMonth calendarMonth() {
            return CalendarMonth.of(month).orElseThrow();
        }
    }

    private final String kind;
    private final String words;

    /** @param words the effect on the month, for the approver */
    MonthAct(String kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.ADMIN, Role.FINANCE);
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
