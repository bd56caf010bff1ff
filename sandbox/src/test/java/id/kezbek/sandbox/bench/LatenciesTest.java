package id.kezbek.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void isExactForShortCalls() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 100; micros++) {
            latencies.record(micros);
        }
        assertThat(latencies.percentileMicros(500)).isEqualTo(50);
        assertThat(latencies.percentileMicros(990)).isEqualTo(99);
        assertThat(latencies.percentileMicros(999)).isEqualTo(100);
        assertThat(latencies.percentileMicros(1_000)).isEqualTo(100);
    }

    @Test
    void isNeverBelowTheTruthAndAtMostAFewPercentAbove() {
        SplittableRandom random = new SplittableRandom(7);
        long[] truth = new long[20_000];
        Latencies latencies = new Latencies();
        for (int i = 0; i < truth.length; i++) {
            truth[i] = 1L << random.nextInt(25);
            truth[i] += random.nextLong(truth[i]);
            latencies.record(truth[i]);
        }
        Arrays.sort(truth);
        for (int perMille : new int[] {1, 100, 500, 900, 990, 999, 1_000}) {
            long exact = truth[Math.ceilDiv(truth.length * perMille, 1_000) - 1];
            assertThat(latencies.percentileMicros(perMille)).isBetween(exact, exact + exact / 60 + 1);
        }
    }

    @Test
    void countsWhatIsTooLongAsTheLongest() {
        Latencies latencies = new Latencies();
        latencies.record(Long.MAX_VALUE);
        latencies.record(-1);
        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.percentileMicros(1_000)).isEqualTo(Latencies.LONGEST_MICROS);
    }

    @Test
    void hasNothingToSayOfNothing() {
        assertThat(new Latencies().percentileMicros(500)).isZero();
    }

    @Test
    void travelsAsTextAndAddsUp() {
        Latencies one = new Latencies();
        one.record(5);
        one.record(5_000);
        Measured sent = new Measured(2, 1, 3_000_000_000L, one, "400 {\"a\": \n 1}");
        Measured arrived = Measured.parse(sent.line());
        assertThat(arrived.line()).isEqualTo(sent.line());
        assertThat(arrived.firstError()).isEqualTo("400 {\"a\": 1}");
        Measured both = arrived.plus(Measured.parse(Measured.NOTHING.line())).plus(arrived);
        assertThat(both.latencies().count()).isEqualTo(4);
        assertThat(both.purchases()).isEqualTo(4);
    }
}
