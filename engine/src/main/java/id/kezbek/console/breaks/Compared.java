package id.kezbek.console.breaks;

import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Written;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares the books with the statement, field by field. */
final class Compared {

    private Compared() {}

    static List<Change> of(Screen screen, Break one) {
        Written written = screen.written();
        Break.@Nullable Line line = one.line();
        Break.@Nullable Attempt attempt = one.ourAttempt();
        if (line == null && attempt == null) {
            return List.of();
        }
        return List.of(
                row(screen, "breaks.reference", attempt, Break.Attempt::attempt, line, Break.Line::ourReference),
                row(screen, "breaks.provider-reference", attempt, ours -> null, line, Break.Line::providerReference),
                row(
                        screen,
                        "breaks.amount",
                        attempt,
                        ours -> written.money(ours.amount()),
                        line,
                        theirs -> written.money(theirs.amount())),
                row(screen, "breaks.msisdn", attempt, Break.Attempt::msisdn, line, Break.Line::msisdn),
                row(screen, "breaks.wallet", attempt, Break.Attempt::wallet, line, Break.Line::wallet),
                row(
                        screen,
                        "breaks.time",
                        attempt,
                        ours -> written.time(ours.startedAt()),
                        line,
                        theirs -> written.time(theirs.at())));
    }

    private static Change row(
            Screen screen,
            String words,
            Break.@Nullable Attempt attempt,
            Function<Break.Attempt, @Nullable String> ours,
            Break.@Nullable Line line,
            Function<Break.Line, @Nullable String> theirs) {
        return new Change(
                screen.text(words),
                attempt == null ? null : ours.apply(attempt),
                line == null ? null : theirs.apply(line));
    }
}
