package id.kezbek.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The waits between the attempts. */
class RetryScheduleTest {

    @Test
    void waitsAreThoseOfStandardWebhooksWithAtMostATenthMore() {
        List<Duration> planned = List.of(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(14),
                Duration.ofHours(20),
                Duration.ofHours(24));
        Random random = new Random(7);
        assertThat(RetrySchedule.ATTEMPTS).isEqualTo(10);
        IntStream.rangeClosed(1, 9)
                .forEach(left -> assertThat(RetrySchedule.waitBefore(left, Duration.ZERO, random))
                        .isBetween(
                                planned.get(9 - left),
                                planned.get(9 - left).multipliedBy(11).dividedBy(10)));
    }

    @Test
    void waitsAsLongAsTheReceiverAsksButAtMostADay() {
        Random random = new Random(7);
        assertThat(RetrySchedule.waitBefore(9, Duration.ofMinutes(3), random)).isEqualTo(Duration.ofMinutes(3));
        assertThat(RetrySchedule.waitBefore(9, Duration.ofDays(400), random)).isEqualTo(Duration.ofHours(24));
        assertThat(RetrySchedule.waitBefore(8, Duration.ofSeconds(1), random)).isGreaterThan(Duration.ofMinutes(4));
    }
}
