package id.kezbek.reconciliation.acts;

import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.shared.Ids;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Matches a statement line with an attempt that a person chose. A second person must approve the match. */
@Component
public class MatchBreakAct extends HandMatchAct<MatchBreakAct.Arguments> {

    public record Arguments(UUID breakId, UUID attempt) {}

    private final HandMatches matches;

    MatchBreakAct(BreakList list, HandMatches matches) {
        super("MATCH_BREAK", Arguments.class, list);
        this.matches = matches;
    }

    @Override
    UUID breakId(Arguments arguments) {
        return arguments.breakId();
    }

    @Override
    String effect(Arguments arguments) {
        return "is that of attempt " + Ids.text(arguments.attempt())
                + "; if the attempt is not recorded as paid yet, the engine records it as paid";
    }

    @Override
    void check(Arguments arguments, Break of, Break.LineKey line) {
        matches.check(of.provider(), line, arguments.attempt());
    }

    @Override
    void carryOut(Arguments arguments, Break.LineKey line, UUID approval) {
        matches.add(line, arguments.attempt(), approval);
    }
}
