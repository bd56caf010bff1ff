package id.kezbek.closing.months;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The close of a month, approved by a second person. */
@Component
public class CloseMonthAct implements Act<CloseMonthAct.Arguments> {

    /** @param month such as 2026-11 */
    public record Arguments(String month) {

        CalendarMonth calendarMonth() {
            return CalendarMonth.of(month).orElseThrow();
        }
    }

    private final CloseMonth months;

    CloseMonthAct(CloseMonth months) {
        this.months = months;
    }

    @Override
    public String kind() {
        return "CLOSE_MONTH";
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
        return arguments.month() + " is closed; its figures are kept";
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
