package id.kezbek.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.GeneratedDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalStatesTest {

    @Test
    void areDrawnFromTheEnum() throws IOException {
        String edges = Arrays.stream(ApprovalState.values())
                .flatMap(from -> from.next().stream().map(to -> "    " + from + " --> " + to + "\n"))
                .collect(Collectors.joining());
        GeneratedDocument.named("approvals.md").mustBe("""
                # The states of an approval

                One person proposes an action and another person decides. The action runs in the same transaction that
                makes the proposal APPROVED. If the situation has changed, the approval is refused and the proposal
                stays open. A proposal becomes EXPIRED if nobody decides in time. It also becomes EXPIRED if its
                proposer is removed or gets a role that may not propose it.

                ```mermaid
                stateDiagram-v2
                    [*] --> PROPOSED
                %s```
                """.formatted(edges));
    }

    @ParameterizedTest
    @EnumSource(
            value = ApprovalState.class,
            names = {"PROPOSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void endedStateNeverChanges(ApprovalState ended) {
        Approval approval = new Approval(
                new UUID(0, 1),
                "TEST_ACT",
                ended,
                "thing",
                "words",
                "{}",
                "why",
                List.of(),
                "one",
                new UUID(0, 2),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                null);
        for (ApprovalState to : ApprovalState.values()) {
            assertThat(ended.canBecome(to)).isFalse();
            assertThatThrownBy(() -> approval.ended(to, Approval.Actor.NOBODY, Instant.EPOCH, null))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
