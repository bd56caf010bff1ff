package id.kezbek.trials.bench.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoadOptionsTest {

    @Test
    void readsItsFlags() {
        assertThat(RoadOptions.parse(List.of())).isEqualTo(RoadOptions.USUAL);
        assertThat(RoadOptions.parse(List.of("--quick")))
                .isEqualTo(new RoadOptions(5, 8, List.of(1, 16, 64), false, 0, true));
        assertThat(RoadOptions.parse(List.of("--seconds", "60", "--warmup", "9", "--only", "16,64")))
                .isEqualTo(new RoadOptions(60, 9, List.of(16, 64), false, 0, true));
        assertThat(RoadOptions.parse(List.of("--apart", "--rate", "200", "--without-mail")))
                .isEqualTo(new RoadOptions(180, 180, List.of(1, 16, 64), true, 200, false));
    }

    @Test
    void printsUsage() {
        for (List<String> wrong : List.of(
                List.of("--fast"),
                List.of("--seconds"),
                List.of("--seconds", "0"),
                List.of("--seconds", "4000"),
                List.of("--rate", "x"),
                List.of("--only"),
                List.of("--only", "0"),
                List.of("--only", "16,,64"),
                List.of("--only", "9999"))) {
            assertThatThrownBy(() -> RoadOptions.parse(wrong))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("bench road takes: ");
        }
    }

    @Test
    void drainReadsItsFlags() {
        assertThat(DrainOptions.parse(List.of())).isEqualTo(new DrainOptions(300_000, 45, false));
        assertThat(DrainOptions.parse(List.of("--payouts", "1000000", "--apart")))
                .isEqualTo(new DrainOptions(1_000_000, 45, true));
        for (List<String> wrong : List.of(
                List.of("--payouts"),
                List.of("--payouts", "10"),
                List.of("--payouts", "9999999"),
                List.of("--seconds", "3"))) {
            assertThatThrownBy(() -> DrainOptions.parse(wrong))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("bench drain takes: ");
        }
    }
}
