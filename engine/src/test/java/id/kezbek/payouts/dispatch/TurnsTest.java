package id.kezbek.payouts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.provider.PayoutProvider.Capabilities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {

    /** Orders beyond that would wait for permits until their leases end. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none, 128", "600, 50", "6, 1", "1, 1", "100000, 128"})
    void noMoreOrdersAreInProgressThanGetPermitsInHalfALease(Integer perMinute, int turns) {
        Capabilities can = new Capabilities(
                true,
                true,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                128,
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1),
                perMinute == null ? OptionalInt.empty() : OptionalInt.of(perMinute));

        assertThat(Sending.turns(can, Duration.ofSeconds(10))).isEqualTo(turns);
    }
}
