package id.kezbek.payouts.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRateTest {

    private final TestClock clock = new TestClock();
    private final Queue<Duration> answers = new ArrayDeque<>();
    private final CallRate rate =
            new CallRate(() -> answers.isEmpty() ? Duration.ZERO : answers.remove(), clock, clock::advance);

    @Test
    void waitsForAPermitAndNoLonger() {
        answers.addAll(List.of(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        Instant began = clock.instant();

        assertThat(rate.await(began.plusSeconds(10))).isTrue();
        assertThat(Duration.between(began, clock.instant())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void givesUpWhenNoPermitIsFreeInTime() {
        answers.add(Duration.ofSeconds(11));
        Instant began = clock.instant();

        assertThat(rate.await(began.plusSeconds(10))).isFalse();
        assertThat(Duration.between(began, clock.instant())).as("at once").isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aPauseOfTheProviderStopsCallsUntilItsEndButNotForHours() {
        rate.pauseFor(Duration.ofSeconds(30));
        assertThat(rate.isPaused()).isTrue();
        assertThat(rate.await(clock.instant().plusSeconds(10))).isFalse();
        assertThat(rate.await(clock.instant().plusSeconds(60))).isTrue();
        assertThat(rate.isPaused()).isFalse();

        rate.pauseFor(Duration.ofHours(9));
        clock.advance(CallRate.LONGEST_PAUSE.plusSeconds(1));
        assertThat(rate.isPaused()).isFalse();
    }

    @Test
    void aPauseEndsWhenTheClockIsSetBack() {
        clock.advance(Duration.ofDays(1));
        rate.pauseFor(Duration.ofSeconds(30));
        clock.reset();
        assertThat(rate.isPaused()).isFalse();
        assertThat(rate.await(clock.instant())).isTrue();

        clock.advance(Duration.ofDays(1));
        assertThat(rate.isPaused()).as("it does not come back").isFalse();
        rate.pauseFor(Duration.ofSeconds(30));
        assertThat(rate.isPaused()).as("a pause after it counts").isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "429|Retry-After|7|PT7S",
                "429|Rate-Limit-Reset|41|PT41S",
                "429|Retry-After|Fri, 01 Mar 2024 00:00:30 GMT|PT30S",
                "429|Retry-After|Fri, 01 Mar 2023 00:00:30 GMT|none",
                "429|Retry-After|soon|none",
                "429|Retry-After|-5|none",
                "429|Other|5|none",
                "503|Retry-After|7|none",
                "200|Rate-Limit-Reset|7|none"
            })
    void readsTheWaitOfTooManyCalls(int status, String header, String value, Duration wait) {
        BasicHttpResponse response = new BasicHttpResponse(status);
        response.addHeader(header, value);

        assertThat(RetryAfter.of(response, Clock.fixed(Instant.parse("2024-03-01T00:00:00Z"), ZoneOffset.UTC)))
                .isEqualTo(java.util.Optional.ofNullable(wait));
    }
}
