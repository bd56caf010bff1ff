package id.kezbek.closing.months;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The reopening of a closed month, approved by a second person. */
@Component
public class ReopenMonthAct implements Act<ReopenMonthAct.Arguments> {

    /** @param month such as 2026-11 */
    public record Arguments(String month) {

        CalendarMonth calendarMonth() {
            return CalendarMonth.of(month).orElseThrow();
        }
    }

    private final CloseMonth months;

    ReopenMonthAct(CloseMonth months) {
        this.months = months;
    }

    @Override
    public String kind() {
        return "REOPEN_MONTH";
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
        return arguments.month() + " is opened again; its figures are no longer final";
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
