package id.kezbek.reconciliation.acts;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.reconciliation.breaks.ChangeBreak;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The undoing of a wrong match, approved by a second person. */
@Component
public class UnmatchBreakAct implements Act<UnmatchBreakAct.Arguments> {

    public record Arguments(UUID breakId) {}

    private final BreakList list;
    private final HandMatches matches;

    UnmatchBreakAct(BreakList list, HandMatches matches) {
        this.list = list;
        this.matches = matches;
    }

    @Override
    public String kind() {
        return "UNMATCH_BREAK";
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
        return "break " + Ids.text(arguments.breakId());
    }

    @Override
    public String words(Arguments arguments) {
        Break of = list.require(arguments.breakId());
        return "the match of the line of the break at provider " + of.provider() + " of " + of.day() + " is undone";
    }

    @Override
    public void check(Arguments arguments) {
        boolean unused = checked(arguments).state().isStanding();
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        Break of = checked(arguments);
        matches.undo(lineOf(of), decision.approval());
    }

    private static Break.LineKey lineOf(Break of) {
        Break.LineKey line = of.line();
        if (line == null) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the break has no line of a statement");
        }
        return line;
    }

    private Break checked(Arguments arguments) {
        Break of = list.require(arguments.breakId());
        if (!of.state().isStanding()) {
            throw ChangeBreak.ended();
        }
        matches.requireMatched(lineOf(of));
        return of;
    }
}
