package id.kezbek.jobs.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobRun.State;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.jobs.Place;
import id.kezbek.jobs.RequestJob;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** Job schedules with a separate clock, on the real database and with the library's own statements. */
@EngineTest
class JobSchedulerTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    /** The time after which a run of a dead process no longer counts as in progress. */
    private static final Duration SILENCE = Duration.ofSeconds(31);

    private static final int ROUNDS = 10;
    private static final String CRON = "cezbek.jobs.%s.cron";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestClock clock = new TestClock();
    private final String name = "test-" + NUMBER.incrementAndGet();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicReference<Supplier<JobOutcome>> work =
            new AtomicReference<>(() -> new JobOutcome.Done("worked"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockEnvironment environment = new MockEnvironment();
    private final LiveSettings settings = new LiveSettings(environment);
    private final DataSource database;
    private final JdbcClient jdbc;
    private final JobRuns runs;
    private Duration longest = Job.LONGEST_DEFAULT;

    JobSchedulerTest(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
        this.runs = new JobRuns(jdbc, new Ids(clock, new SplittableRandom()), clock);
        // Hours before the night, in which these schedules are due.
        clock.turnTo(LocalDate.now(Jakarta.ZONE));
    }

    @Test
    void runsAtItsTimesAndSaysWhatCameOfIt() {
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
    void makesUpOnceForTheRunsMissedWhileNoProcessWasUp() {
        process(new JobSchedule.Cron("0 0 3 * * *")).tick(Duration.ofDays(1));
        clock.advance(Duration.ofDays(60));

        Process afterRestart = process(new JobSchedule.Cron("0 0 3 * * *"));
        afterRestart.tick();
        afterRestart.tick();

        assertThat(ran).hasValue(2);
    }

    @Test
    void restsFromTheEndOfOneRunToTheNext() {
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(5)));
        process.tick();
        assertThat(ran).as("a job that never ran does so at once").hasValue(1);
        process.tick(Duration.ofMinutes(4));
        assertThat(ran).hasValue(1);
        process.tick(Duration.ofMinutes(2));
        assertThat(ran).hasValue(2);
    }

    @Test
    void twoProcessesThatLookAtOnceMakeOneRun() throws Exception {
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
    void leavesTheRunToTheProcessThatMakesIt() throws InterruptedException {
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
    void leavesTheInstantToAnEngineOfTheVersionBefore() {
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
    void triesABrokenRunAgainAfterFiveMinutesAndShowsIt() {
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
    void aRunThatBreaksWithAnErrorIsNoneThatKilledItsProcess() {
        work.set(() -> {
            throw new StackOverflowError("as a run that goes too deep");
        });
        process(new JobSchedule.Every(Duration.ofDays(1))).tick();
        assertThat(onlyRun().state()).isEqualTo(State.FAILED);
    }

    @Test
    void countsARunThatTakesLongerThanItMayAsLostAndRunsAgain() throws InterruptedException {
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
    void aRunThatNobodySpeaksForIsLostAndItsJobRunsAgainWithinAMinute() {
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
    void aRunThatPeopleAskedForBehindOneThatDiedIsMade() {
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
    void aRunThatItsProcessSpeaksForIsNoneOfAnothersBusiness() {
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
    void aRunThatOutlastsTheStopOfItsProcessIsFoundAsLost() {
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
    void aRunWhoseProcessDiedIsFoundWithinHalfAMinute() {
        assertThat(JobScheduler.HEARTBEATS_MISSED).as("two words may be lost").isGreaterThanOrEqualTo(3);
        // The library looks for dead runs at every second heartbeat.
        assertThat(JobScheduler.HEARTBEAT.multipliedBy(JobScheduler.HEARTBEATS_MISSED + 2))
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aJobWhoseRunsAreLostInSuccessionRestsLongerEachTimeAndThenGoesOnAsEver() {
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

    @Test
    void aScheduleThatChangesIsFollowedAndOneThatIsTakenAwayEndsTheRuns() {
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
    void aProcessThatRunsJobsOnRequestOnlyLeavesAloneWhatIsDue() {
        Process process = process(new JobSchedule.Every(Duration.ofMinutes(1)), false);
        process.tick();
        assertThat(ran).hasValue(0);

        assertThat(runs.request(name).isNew()).isTrue();
        process.tick();
        process.tick(Duration.ofHours(1));
        assertThat(ran).hasValue(1);
    }

    @Test
    void aJobThatIsAskedForBehindManyOthersIsFound() {
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
    void saysForHowLongAJobShouldHaveRun() {
        Process process = process(new JobSchedule.Every(Duration.ofHours(1)));
        process.tick();
        clock.advance(Duration.ofHours(3));
        process.plan();
        assertThat(gauge("cezbek.job.overdue")).isBetween(7_190.0, 7_300.0);
    }

    @Test
    void forgetsRunsBeyondTheNewestAndKeepsTheLast() {
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

    /** A process whose scheduler polls when a test calls it. */
    private final class Process {

        private final ManualScheduler scheduler;
        private final JobScheduler jobs;

        Process(JobSchedule schedule, boolean isScheduled) {
            Parts parts = new Parts(schedule);
            jobs = parts.scheduler();
            TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(database, parts.runJob.tasks())
                    .clock(new SettableClock() {
                        @Override
                        public Instant now() {
                            return clock.instant();
                        }
                    });
            builder.tableName(JobScheduler.TABLE)
                    .jdbcCustomization(new DueOrRequested(isScheduled))
                    .heartbeatInterval(JobScheduler.HEARTBEAT)
                    .deleteUnresolvedAfter(Duration.ofDays(36_500))
                    .threads(1_000);
            scheduler = builder.build();
        }

        void plan() {
            jobs.plan(scheduler);
        }

        void tick() {
            plan();
            scheduler.runAnyDueExecutions();
        }

        void tick(Duration later) {
            clock.advance(later);
            tick();
        }

        void findLost() {
            scheduler.runDeadExecutionDetection();
        }
    }

    private final class Parts {

        private final Place place = new Place(environment);
        private final Jobs jobs;
        private final JobTimes times = new JobTimes(clock);
        private final RunJob runJob;
        private final JobGauges gauges;

        Parts(JobSchedule schedule) {
            jobs = new Jobs(List.of(new Counted(schedule, longest)), environment, settings);
            meters.clear();
            gauges = new JobGauges(jobs, meters);
            runJob = new RunJob(jobs, runs, times, place, clock, meters, Traces.OFF);
        }

        JobScheduler scheduler() {
            return new JobScheduler(
                    jobs, runs, times, runJob, gauges, place, database, clock, true, Duration.ofMillis(100));
        }
    }

    private Process process(JobSchedule schedule) {
        return process(schedule, true);
    }

    private Process process(JobSchedule schedule, boolean isScheduled) {
        return new Process(schedule, isScheduled);
    }

    private JobScheduler scheduler(JobSchedule schedule) {
        return new Parts(schedule).scheduler();
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

    private CountDownLatch work(CountDownLatch enough) {
        CountDownLatch working = new CountDownLatch(1);
        work.set(() -> {
            working.countDown();
            await(enough);
            return new JobOutcome.Done("worked long");
        });
        return working;
    }

    /** Starts a run on a process that does not end; returns when the run works. */
    private Thread worksUntil(CountDownLatch enough, Process process) {
        CountDownLatch working = work(enough);
        Thread thread = Thread.ofVirtual().start(process::tick);
        await(working);
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void schedule(String cron) {
        String key = CRON.formatted(name);
        settings.change(Set.of(key), () -> environment.setProperty(key, cron), () -> {});
    }

    private Instant nextNight() {
        return new JobSchedule.Cron("0 0 3 * * *").after(clock.instant()).orElseThrow();
    }

    private Instant dueAt() {
        return instant("execution_time");
    }

    private Instant lastHeartbeat() {
        return instant("last_heartbeat");
    }

    private Instant instant(String column) {
        return jdbc.sql("select " + column + " from shared.scheduled_job where task_name = ?")
                .param(name)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private JobRun onlyRun() {
        List<JobRun> all = runs.page(name, null, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private double gauge(String gauge) {
        return meters.get(gauge).tag(JobGauges.JOB, name).gauge().value();
    }

    private final class Counted implements Job {

        private final JobSchedule schedule;
        private final Duration longest;

        Counted(JobSchedule schedule, Duration longest) {
            this.schedule = schedule;
            this.longest = longest;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String purpose() {
            return "Counts how often it ran.";
        }

        @Override
        public JobSchedule schedule() {
            return schedule;
        }

        @Override
        public Duration longest() {
            return longest;
        }

        @Override
        public JobOutcome run() {
            ran.incrementAndGet();
            return work.get().get();
        }
    }
}
