package id.kezbek.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    @Test
    void readsItsFlags() {
        assertThat(BenchOptions.parse(List.of("accept"))).isEqualTo(new BenchOptions(15, 30, BenchOptions.ALL));
        assertThat(BenchOptions.parse(List.of("accept", "--quick")))
                .isEqualTo(new BenchOptions(3, 5, BenchOptions.ALL));
        assertThat(BenchOptions.parse(List.of("accept", "--seconds", "60", "--warmup", "9")))
                .isEqualTo(new BenchOptions(60, 9, BenchOptions.ALL));
        assertThat(BenchOptions.parse(List.of("accept", "--only", "64,100", "--quick")))
                .isEqualTo(new BenchOptions(3, 5, List.of("64", "100")));
    }

    @Test
    void printsUsage() {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("refuse"),
                List.of("accept", "--fast"),
                List.of("accept", "--seconds"),
                List.of("accept", "--seconds", "0"),
                List.of("accept", "--only"),
                List.of("accept", "--only", "65"),
                List.of("accept", "--warmup", "x"))) {
            assertThatThrownBy(() -> BenchOptions.parse(wrong))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("accept [--seconds N]");
        }
    }
}
