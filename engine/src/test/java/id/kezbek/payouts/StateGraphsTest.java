package id.kezbek.payouts;

import id.kezbek.shared.GeneratedDocument;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateGraphsTest {

    @Test
    void areDrawnFromTheEnums() throws IOException {
        GeneratedDocument.named("payouts.md").mustBe("""
                # The states of payouts

                Each is one enum that owns its transitions, `PayoutState` and `AttemptState`. A transition is written only
                where the row is still in the state that it leaves, and the number of rows is looked at.

                ## Payout

                %s
                ## Attempt

                %s""".formatted(
                graph(PayoutState.values(), PayoutState::next), graph(AttemptState.values(), AttemptState::next)));
    }

    private static <S extends Enum<S>> String graph(S[] states, Function<S, Set<S>> next) {
        String edges = Arrays.stream(states)
                .flatMap(from -> next.apply(from).stream().map(to -> "    " + from + " --> " + to + "\n"))
                .collect(Collectors.joining());
        String ends = Arrays.stream(states)
                .filter(state -> next.apply(state).isEmpty())
                .map(state -> "    " + state + " --> [*]\n")
                .collect(Collectors.joining());
        return "```mermaid\nstateDiagram-v2\n" + edges + ends + "```\n";
    }
}
