package id.kezbek.trials.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TortureOptionsTest {

    @Test
    void printsCommandForRepeat() {
        TortureOptions options =
                TortureOptions.parse(List.of("--cycles", "30", "--seed", "9", "--pairs", "2", "--keep"));

        assertThat(options.command()).isEqualTo("./cezbek torture --cycles 30 --seed 9 --pairs 2");
        assertThat(options.keep()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cycles 0", "--cycles many", "--seed -1", "--pairs 3", "--json", "--fast"})
    void refusesUnknownOption(String flags) {
        assertThatThrownBy(() -> TortureOptions.parse(List.of(flags.split(" ", -1))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("torture takes");
    }
}
