package id.kezbek.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    @Test
    void travelsAsALineAndAddsUp() {
        Histogram latencies = Measured.latenciesOf();
        Measured.note(latencies, 5);
        Measured.note(latencies, 5_000);
        Measured sent = new Measured(2, 1, 3_000_000_000L, latencies, "400 {\"a\": \n 1}");
        Measured arrived = Measured.parse(sent.line());
        assertThat(arrived.line()).isEqualTo(sent.line());
        assertThat(arrived.firstError()).isEqualTo("400 {\"a\": 1}");
        Measured both = arrived.plus(Measured.parse(Measured.NOTHING.line())).plus(arrived);
        assertThat(both.latencies().getTotalCount()).isEqualTo(4);
        assertThat(both.purchases()).isEqualTo(4);
        assertThat(both.millisAt(100)).isBetween(5.0, 5.005);
    }

    @Test
    void countsTooLongLatencyAsMaximum() {
        Histogram latencies = Measured.latenciesOf();
        Measured.note(latencies, Long.MAX_VALUE);
        Measured.note(latencies, -1);
        assertThat(latencies.getTotalCount()).isEqualTo(2);
        assertThat(latencies.getMinValue()).isZero();
        assertThat(latencies.getMaxValue()).isGreaterThanOrEqualTo(Measured.LONGEST_MICROS);
    }

    @Test
    void hasNothingToSayOfNothing() {
        assertThat(Measured.NOTHING.millisAt(50)).isZero();
        assertThat(Measured.NOTHING.perSecond()).isZero();
    }

    @Test
    void momentsTravelAsText() {
        Moments moments = new Moments(Map.of("6281310000001", 1L, "6281310000002", 2L));
        assertThat(Moments.parse(moments.text())).isEqualTo(moments);
        assertThat(Moments.parse(new Moments(Map.of()).text()).byNumber()).isEmpty();
    }
}
