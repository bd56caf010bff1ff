package id.kezbek.jobs.running;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobRun.State;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.jobs.RequestJob;
import id.kezbek.testing.EngineTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Job schedules: due times, requests, failed runs and metrics. */
@EngineTest
class JobSchedulerTest extends ScheduledJobs {

    private static final int ROUNDS = 10;

    JobSchedulerTest(DataSource database, JdbcClient jdbc) {
        super(database, jdbc);
    }

    @Test
    void runsOnScheduleAndRecordsResult() {
        Process process = process(new JobSchedule.Cron("0 0 3 * * *"));
        process.tick();
        assertThat(ran).hasValue(0);

        clock.advance(Duration.ofDays(1));
        process.tick();
        process.tick();

        assertThat(ran).hasValue(1);
        JobRun run = onlyRun();
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.outcome()).isEqualTo("worked");
        assertThat(run.place()).contains(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void catchesUpMissedRunsOnce() {
        process(new JobSchedule.Cron("0 0 3 * * *")).tick(Duration.ofDays(1));
        clock.advance(Duration.ofDays(60));

        Process afterRestart = process(new JobSchedule.Cron("0 0 3 * * *"));
        afterRestart.tick();
        afterRestart.tick();

        assertThat(ran).hasValue(2);
    }

    @Test
    void waitsFromEndOfRunToNext() {
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(5)));
        process.tick();
        assertThat(ran).as("a job that never ran does so at once").hasValue(1);
        process.tick(Duration.ofMinutes(4));
        assertThat(ran).hasValue(1);
        process.tick(Duration.ofMinutes(2));
        assertThat(ran).hasValue(2);
    }

    @Test
    void twoProcessesMakeOneRun() throws Exception {
        Process one = process(new JobSchedule.Every(Duration.ofHours(1)));
        Process other = process(new JobSchedule.Every(Duration.ofHours(1)));
        for (int round = 0; round < ROUNDS; round++) {
            CyclicBarrier start = new CyclicBarrier(2);
            Thread beside = Thread.ofVirtual().start(() -> {
                await(start);
                other.tick();
            });
            await(start);
            one.tick();
            beside.join(BOUND);
            clock.advance(Duration.ofHours(2));
        }
        assertThat(ran).hasValue(ROUNDS);
        assertThat(runs.page(name, null, 2 * ROUNDS))
                .hasSize(ROUNDS)
                .extracting(JobRun::state)
                .containsOnly(State.DONE);
    }

    @Test
    void retriesFailedRunAfterFiveMinutes() {
        work.set(() -> {
            throw new IllegalStateException("secret@example.com");
        });
        Process process = process(new JobSchedule.Every(Duration.ofDays(1)));
        process.tick();
        assertThat(onlyRun().state()).isEqualTo(State.FAILED);
        assertThat(onlyRun().outcome()).contains("IllegalStateException").doesNotContain("secret");
        process.tick();
        assertThat(gauge("cezbek.job.broken")).isEqualTo(1);

        work.set(() -> new JobOutcome.Alarm("look here"));
        process.tick(Duration.ofMinutes(6));
        process.tick();
        assertThat(ran).hasValue(2);
        assertThat(gauge("cezbek.job.broken")).isZero();
        assertThat(gauge("cezbek.job.alarm")).isEqualTo(1);
    }

    @Test
    void recordsErrorAsFailedRun() {
        work.set(() -> {
            throw new StackOverflowError("as a run that goes too deep");
        });
        process(new JobSchedule.Every(Duration.ofDays(1))).tick();
        assertThat(onlyRun().state()).isEqualTo(State.FAILED);
    }

    @Test
    void followsChangedAndRemovedSchedule() {
        Process process = process(new JobSchedule.Every(Duration.ofHours(1)));
        process.tick();
        schedule("0 0 3 * * *");
        process.tick(Duration.ofHours(2));
        assertThat(dueAt()).isEqualTo(nextNight());

        schedule("-");
        process.tick(Duration.ofDays(100));
        assertThat(ran).hasValue(1);

        assertThat(runs.request(name).isNew()).isTrue();
        process.tick();
        assertThat(ran).as("when people ask").hasValue(2);
    }

    @Test
    void runsOnlyRequestedJobsIfConfigured() {
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(1)), false);
        process.tick();
        assertThat(ran).hasValue(0);

        assertThat(runs.request(name).isNew()).isTrue();
        process.tick();
        process.tick(Duration.ofHours(1));
        assertThat(ran).hasValue(1);
    }

    @Test
    void findsRequestBehindManyOthers() {
        Jobs many = new Jobs(List.of(new Counted(new JobSchedule.OnRequest(), longest)), environment, settings);
        for (int other = 0; other < 25; other++) {
            assertThat(runs.request(name + "-waits-" + other).isNew()).isTrue();
        }
        RequestJob requestJob = new RequestJob(many, runs);
        JobRun asked = requestJob.request(name).run();

        assertThat(requestJob.request(name)).isEqualTo(new RequestJob.Requested(asked, false));

        // No process runs them, and other tests wait until there are no requests.
        jdbc.sql("delete from shared.job_run where state = 'REQUESTED' and (job = ? or starts_with(job, ?))")
                .params(name, name + "-waits-")
                .update();
    }

    @Test
    void measuresOverdueTime() {
        Process process = process(new JobSchedule.Every(Duration.ofHours(1)));
        process.tick();
        clock.advance(Duration.ofHours(3));
        process.plan();
        assertThat(gauge("cezbek.job.overdue")).isBetween(7_190.0, 7_300.0);
    }

    @Test
    void deletesOldRunsAndKeepsNewest() {
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(1)));
        for (int run = 0; run < 5; run++) {
            process.tick(Duration.ofMinutes(2));
        }
        assertThat(runs.forget(name, 2, Instant.EPOCH)).isEqualTo(3);
        assertThat(runs.page(name, null, 10)).hasSize(2);
        assertThat(runs.forget(name, 2, clock.instant().plus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(onlyRun().state()).isEqualTo(State.DONE);
    }

    private Instant nextNight() {
        return new JobSchedule.Cron("0 0 3 * * *").after(clock.instant()).orElseThrow();
    }
}
