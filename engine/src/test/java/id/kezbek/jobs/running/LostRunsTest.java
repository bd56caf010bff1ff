package id.kezbek.jobs.running;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobRun.State;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.EngineTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs in progress and lost runs: heartbeats, detection, and the back-off of a job whose runs are lost. */
@EngineTest
class LostRunsTest extends ScheduledJobs {

    /** The time after which a run of a dead process no longer counts as in progress. */
    private static final Duration SILENCE = Duration.ofSeconds(31);

    LostRunsTest(DataSource database, JdbcClient jdbc) {
        super(database, jdbc);
    }

    @Test
    void leavesRunToItsProcess() throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(1);
        Process one = process(new JobSchedule.Every(Duration.ofHours(1)));
        Thread working = worksUntil(enough, one);
        process(new JobSchedule.Every(Duration.ofHours(1))).tick(Duration.ofHours(2));
        assertThat(ran).hasValue(1);
        assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

        enough.countDown();
        working.join(BOUND);
        assertThat(onlyRun().outcome()).isEqualTo("worked long");
    }

    /** Both versions use the same due times in the same table while both run. */
    @Test
    void leavesRunToPreviousVersion() {
        Process process = process(new JobSchedule.Every(Duration.ofHours(1)));
        UUID before = UUID.randomUUID();
        process.plan();
        jdbc.sql("""
                        insert into shared.job_run (id, job, state, due_at, started_at, place, seen_at)
                        values (?, ?, 'RUNNING', ?, ?, 'the version before', clock_timestamp())""")
                .params(before, name, Timestamp.from(Instant.EPOCH), Timestamp.from(clock.instant()))
                .update();
        process.tick();
        assertThat(ran).hasValue(0);
        assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

        jdbc.sql("update shared.job_run set seen_at = clock_timestamp() - interval '31 s' where id = ?")
                .param(before)
                .update();
        process.tick();
        process.tick(Duration.ofSeconds(1));
        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void countsTooLongRunAsLostAndRunsAgain() throws InterruptedException {
        longest = Duration.ofSeconds(1);
        CountDownLatch never = new CountDownLatch(1);
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(1)));
        Thread working = worksUntil(never, process);
        assertThat(onlyRun().state()).as("within its longest it may still run").isEqualTo(State.RUNNING);

        working.join(BOUND);
        assertThat(onlyRun().state()).isEqualTo(State.LOST);
        work.set(() -> new JobOutcome.Done("worked"));
        process.tick();
        assertThat(ran).hasValue(2);
        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void runWithoutHeartbeatIsLostAndRunsAgain() {
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(1)));
        died(process);
        process.tick();
        process.findLost();
        assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

        clock.advance(SILENCE);
        process.findLost();
        process.tick();

        assertThat(ran).hasValue(1);
        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void requestedRunFollowsLostRun() {
        Process process = process(new JobSchedule.OnRequest());
        died(process);
        assertThat(runs.request(name).isNew()).isTrue();
        clock.advance(SILENCE);
        process.findLost();
        process.tick();

        assertThat(ran).hasValue(1);
        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void runWithHeartbeatsIsNotLost() {
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch working = work(enough);
        JobScheduler one = scheduler(new JobSchedule.Every(Duration.ofHours(1)));
        try {
            one.plan();
            await(working);
            clock.advance(SILENCE);
            Instant later = clock.instant();
            Eventually.holds("its process speaks", () -> lastHeartbeat().isAfter(later));
            process(new JobSchedule.Every(Duration.ofHours(1))).findLost();
            assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

            enough.countDown();
            Eventually.holds("it ends", () -> onlyRun().state() == State.DONE);
            assertThat(onlyRun().outcome()).isEqualTo("worked long");
        } finally {
            one.destroy();
        }
    }

    @Test
    void runOfStoppedProcessIsLost() {
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch working = work(enough);
        JobScheduler one = scheduler(new JobSchedule.Every(Duration.ofHours(1)));
        one.plan();
        await(working);
        one.destroy();
        assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

        clock.advance(SILENCE);
        process(new JobSchedule.Every(Duration.ofHours(1))).findLost();
        assertThat(onlyRun().state()).isEqualTo(State.LOST);

        enough.countDown();
    }

    @Test
    void detectsDeadProcessWithinThirtySeconds() {
        assertThat(JobScheduler.HEARTBEATS_MISSED).as("two words may be lost").isGreaterThanOrEqualTo(3);
        // The library looks for dead runs at every second heartbeat.
        assertThat(JobScheduler.HEARTBEAT.multipliedBy(JobScheduler.HEARTBEATS_MISSED + 2))
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void backOffGrowsWithLostRunsAndEndsWithSuccess() {
        JobSchedule schedule = new JobSchedule.Every(Duration.ofMinutes(1));
        Process process = process(schedule);
        List<Duration> rests = new ArrayList<>();
        for (int lost = 1; lost <= 11; lost++) {
            rests.add(restAfterLosingOne(process));
        }
        assertThat(rests)
                .as("a process may die; the next few are not put at risk as quickly")
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(16),
                        Duration.ofMinutes(32),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1));

        process(schedule).tick(Duration.ofMinutes(59));
        assertThat(ran)
                .as("neither its schedule of a minute nor a restart overrules the rest")
                .hasValue(0);
        assertThat(gauge("cezbek.job.lost")).isEqualTo(JobTimes.LOST_COUNTED_MAX);
        process.tick(Duration.ofMinutes(2));
        assertThat(ran).hasValue(1);
        process.tick(Duration.ofMinutes(2));
        assertThat(ran).as("one that ends well ends the succession").hasValue(2);
        process(schedule).plan();
        assertThat(gauge("cezbek.job.lost")).isZero();
        assertThat(restAfterLosingOne(process)).isEqualTo(Duration.ZERO);
    }

    /** The time from the end of the run to the library's next due time of the job. */
    private Duration restAfterLosingOne(Process process) {
        clock.advance(Duration.ofSeconds(1));
        died(process);
        clock.advance(SILENCE);
        process.findLost();
        return Duration.between(runs.latest(List.of(name)).get(name).run().endedAt(), dueAt());
    }

    /** The state that a process leaves if it dies during a run. */
    private void died(Process process) {
        process.plan();
        // The run's start has microseconds, so a due time in the same microsecond must not be later.
        assertThat(runs.begin(name, clock.instant().truncatedTo(ChronoUnit.MICROS), "a process that died"))
                .isPresent();
        jdbc.sql("""
                        update shared.scheduled_job set picked = true, picked_by = 'a process that died', last_heartbeat = ?
                        where task_name = ?""").params(Timestamp.from(clock.instant()), name).update();
    }

    /** Starts a run on a process that does not end; returns when the run works. */
    private Thread worksUntil(CountDownLatch enough, Process process) {
        CountDownLatch working = work(enough);
        Thread thread = Thread.ofVirtual().start(process::tick);
        await(working);
        return thread;
    }

    private Instant lastHeartbeat() {
        return instant("last_heartbeat");
    }
}
