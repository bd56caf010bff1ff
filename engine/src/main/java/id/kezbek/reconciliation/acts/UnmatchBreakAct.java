package id.kezbek.reconciliation.acts;

import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Removes a wrong match. A second person must approve the removal. */
@Component
public class UnmatchBreakAct extends HandMatchAct<UnmatchBreakAct.Arguments> {

    public record Arguments(UUID breakId) {}

    private final HandMatches matches;

    UnmatchBreakAct(BreakList list, HandMatches matches) {
        super("UNMATCH_BREAK", Arguments.class, list);
        this.matches = matches;
    }

    @Override
    UUID breakId(Arguments arguments) {
        return arguments.breakId();
    }

    @Override
    String effect(Arguments arguments) {
        return "is no longer matched with an attempt";
    }

    @Override
    void check(Arguments arguments, Break of, Break.LineKey line) {
        matches.requireMatched(line);
    }

    @Override
    void carryOut(Arguments arguments, Break.LineKey line, UUID approval) {
        matches.undo(line, approval);
    }
}
