package id.kezbek.reconciliation.acts;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.reconciliation.breaks.ChangeBreak;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.UUID;

/** A decision of two people about the statement line of a difference. */
abstract class HandMatchAct<A> extends NamedAct<A> {

    private final BreakList list;

    HandMatchAct(String kind, Class<A> arguments, BreakList list) {
        super(kind, arguments, Role.ADMIN, Role.FINANCE);
        this.list = list;
    }

    abstract UUID breakId(A arguments);

    /** Describes the effect of the decision on the line. */
    abstract String effect(A arguments);

    abstract void check(A arguments, Break of, Break.LineKey line);

    abstract void carryOut(A arguments, Break.LineKey line, UUID approval);

    @Override
    public String subject(A arguments) {
        return "break " + Ids.text(breakId(arguments));
    }

    @Override
    public String words(A arguments) {
        Break of = list.require(breakId(arguments));
        return "the line of the break at provider " + of.provider() + " of " + of.day() + " " + effect(arguments);
    }

    @Override
    public void check(A arguments) {
        Break of = list.require(breakId(arguments));
        if (!of.state().isStanding()) {
            throw ChangeBreak.ended();
        }
        check(arguments, of, lineOf(of));
    }

    @Override
    public void carryOut(A arguments, Decision decision) {
        check(arguments);
        carryOut(arguments, lineOf(list.require(breakId(arguments))), decision.approval());
    }

    private static Break.LineKey lineOf(Break of) {
        Break.LineKey line = of.line();
        if (line == null) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the break has no statement line");
        }
        return line;
    }
}
