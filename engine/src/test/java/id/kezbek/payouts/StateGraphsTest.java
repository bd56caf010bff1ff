package id.kezbek.payouts;

import id.kezbek.payouts.model.PayoutModelTest;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.shared.GeneratedDocument;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

public class StateGraphsTest {

    /** What rows are inserted as; {@link PayoutModelTest} sees every change of a state and no other beginning. */
    public static final Set<PayoutState> FIRST_OF_PAYOUT = EnumSet.of(PayoutState.HELD, PayoutState.PENDING);

    public static final Set<AttemptState> FIRST_OF_ATTEMPT = EnumSet.of(AttemptState.SENDING);

    @Test
    void areDrawnFromTheEnums() throws IOException {
        GeneratedDocument.named("payouts.md").mustBe("""
                # The states of payouts

                The enums `PayoutState` and `AttemptState` define the states and their transitions. An update changes
                a row only if the row is still in the previous state; the engine checks the number of changed rows.

                ## Payout

                %s
                ## Attempt

                %s""".formatted(
                        graph(FIRST_OF_PAYOUT, PayoutState.values(), PayoutState::next),
                        graph(FIRST_OF_ATTEMPT, AttemptState.values(), AttemptState::next)));
    }

    private static <S extends Enum<S>> String graph(Set<S> first, S[] states, Function<S, Set<S>> next) {
        String beginnings =
                first.stream().map(state -> "    [*] --> " + state + "\n").collect(Collectors.joining());
        String edges = Arrays.stream(states)
                .flatMap(from -> next.apply(from).stream().map(to -> "    " + from + " --> " + to + "\n"))
                .collect(Collectors.joining());
        String ends = Arrays.stream(states)
                .filter(state -> next.apply(state).isEmpty())
                .map(state -> "    " + state + " --> [*]\n")
                .collect(Collectors.joining());
        return "```mermaid\nstateDiagram-v2\n" + beginnings + edges + ends + "```\n";
    }
}
