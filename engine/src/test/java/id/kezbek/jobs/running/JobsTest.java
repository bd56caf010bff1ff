package id.kezbek.jobs.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.settings.LiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class JobsTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void keepsDefaultScheduleWithoutSetting() {
        assertThat(schedule()).isEqualTo(new JobSchedule.Every(Duration.ofMinutes(5)));
    }

    @Test
    void takesACronExpressionInJakartasTime() {
        environment.setProperty("cezbek.jobs.sweep.cron", "0 0 3 * * *");
        assertThat(schedule().after(Instant.parse("2026-03-01T20:30:00Z")))
                .contains(Instant.parse("2026-03-02T20:00:00Z"));
    }

    @Test
    void takesAnInterval() {
        environment.setProperty("cezbek.jobs.sweep.every", "90s");
        assertThat(schedule()).isEqualTo(new JobSchedule.Every(Duration.ofSeconds(90)));
    }

    @Test
    void hyphenMeansOnRequestOnly() {
        environment.setProperty("cezbek.jobs.sweep.cron", "-");
        assertThat(schedule()).isEqualTo(new JobSchedule.OnRequest());
    }

    @Test
    void refusesInvalidScheduleAndNamesSetting() {
        environment.setProperty("cezbek.jobs.sweep.cron", "every night");
        assertThatThrownBy(this::schedule)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cezbek.jobs.sweep.cron is invalid: 'every night' is not a cron expression");
    }

    @Test
    void refusesInvalidInterval() {
        environment.setProperty("cezbek.jobs.sweep.every", "0s");
        assertThatThrownBy(this::schedule).hasMessageStartingWith("cezbek.jobs.sweep.every is invalid:");
        environment.setProperty("cezbek.jobs.sweep.every", "soon");
        assertThatThrownBy(this::schedule).hasMessageContaining("'soon' is not a duration");
    }

    @Test
    void refusesBothAtOnce() {
        environment.setProperty("cezbek.jobs.sweep.cron", "0 0 3 * * *");
        environment.setProperty("cezbek.jobs.sweep.every", "5m");
        assertThatThrownBy(this::schedule).hasMessageStartingWith("cezbek.jobs.sweep has both cron and every");
    }

    private JobSchedule schedule() {
        return new Jobs(List.of(new Sweep()), environment, new LiveSettings(environment))
                .require(Sweep.NAME)
                .schedule();
    }
}
