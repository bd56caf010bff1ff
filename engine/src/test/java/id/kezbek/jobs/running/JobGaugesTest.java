package id.kezbek.jobs.running;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobRun.State;
import id.kezbek.shared.settings.LiveSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class JobGaugesTest {

    private static final String CRON = "cezbek.jobs.sweep.cron";

    private final MockEnvironment environment = new MockEnvironment();
    private final LiveSettings settings = new LiveSettings(environment);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JobGauges gauges = new JobGauges(new Jobs(List.of(new Sweep()), environment, settings), meters);

    /** Otherwise the alert would continue while the job is disabled, because no further run ends. */
    @Test
    void disabledJobRaisesNoAlarm() {
        gauges.show(Map.of(Sweep.NAME, lostThreeTimes()));
        assertThat(lost()).isEqualTo(3);

        schedule("-");
        assertThat(lost()).isZero();
        gauges.show(Map.of(Sweep.NAME, lostThreeTimes()));
        assertThat(lost()).isZero();

        schedule("0 0 3 * * *");
        assertThat(lost()).as("as it stood before").isEqualTo(3);
    }

    private void schedule(String cron) {
        settings.change(Set.of(CRON), () -> environment.setProperty(CRON, cron), () -> {});
    }

    private double lost() {
        return meters.get("cezbek.job.lost")
                .tag(JobGauges.JOB, Sweep.NAME)
                .gauge()
                .value();
    }

    private static LatestRun lostThreeTimes() {
        Instant began = Instant.parse("2026-11-23T03:00:00Z");
        return new LatestRun(
                new JobRun(
                        UUID.randomUUID(), Sweep.NAME, State.LOST, null, began, began.plusSeconds(60), "one", "lost"),
                3);
    }
}
