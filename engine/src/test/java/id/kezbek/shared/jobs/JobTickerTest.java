package id.kezbek.shared.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Ids;
import id.kezbek.shared.jobs.JobRun.State;
import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** Schedules of jobs on a clock of their own, on the real database. */
@EngineTest
class JobTickerTest {

    /** Locks of which nothing but the taking is a test's own. */
    @FunctionalInterface
    private interface Locks extends JobLocks {
        @Override
        default void free(String name) {}
    }

    private static final Locks NO_LOCKS = (name, longest) -> Optional.of(() -> {});
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestClock clock = new TestClock();
    private final String name = "test-" + NUMBER.incrementAndGet();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicReference<Supplier<JobOutcome>> work =
            new AtomicReference<>(() -> new JobOutcome.Done("worked"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JdbcClient jdbc;
    private final JobRuns runs;
    private final ScheduledTaskHolder schedules;

    JobTickerTest(JdbcClient jdbc, ScheduledTaskHolder schedules) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.runs = new JobRuns(jdbc, new Ids(clock, new SplittableRandom()), clock);
    }

    @Test
    void runsAtItsTimesAndSaysWhatCameOfIt() throws InterruptedException {
        JobTicker ticker = ticker(new JobSchedule.Cron("0 0 3 * * *"), NO_LOCKS);
        tick(ticker);
        assertThat(ran).hasValue(0);

        clock.advance(Duration.ofDays(1));
        tick(ticker);
        tick(ticker);

        assertThat(ran).hasValue(1);
        JobRun run = onlyRun();
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.outcome()).isEqualTo("worked");
        assertThat(run.place()).contains(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void makesUpOnceForTheRunsMissedWhileNoProcessWasUp() throws InterruptedException {
        tick(ticker(new JobSchedule.Cron("0 0 3 * * *"), NO_LOCKS), Duration.ofDays(1));
        clock.advance(Duration.ofDays(60));

        JobTicker afterRestart = ticker(new JobSchedule.Cron("0 0 3 * * *"), NO_LOCKS);
        tick(afterRestart);
        tick(afterRestart);

        assertThat(ran).hasValue(2);
    }

    @Test
    void restsFromTheEndOfOneRunToTheNext() throws InterruptedException {
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofMinutes(5)), NO_LOCKS);
        tick(ticker);
        assertThat(ran).as("a job that never ran does so at once").hasValue(1);
        tick(ticker, Duration.ofMinutes(4));
        assertThat(ran).hasValue(1);
        tick(ticker, Duration.ofMinutes(2));
        assertThat(ran).hasValue(2);
    }

    @Test
    void twoProcessesWithoutAnyLockMakeOneRun() throws InterruptedException {
        CountDownLatch bothLook = new CountDownLatch(2);
        Locks lost = (job, longest) -> {
            bothLook.countDown();
            await(bothLook);
            return Optional.of(() -> {});
        };
        JobTicker first = ticker(new JobSchedule.Every(Duration.ofHours(1)), lost);
        JobTicker second = ticker(new JobSchedule.Every(Duration.ofHours(1)), lost);

        first.tick();
        second.tick();
        first.awaitIdle(BOUND);
        second.awaitIdle(BOUND);

        assertThat(ran).hasValue(1);
        assertThat(onlyRun().state()).isEqualTo(State.DONE);
    }

    @Test
    void leavesTheRunToWhoeverHoldsTheLock() throws InterruptedException {
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofHours(1)), (job, longest) -> Optional.empty());
        tick(ticker);
        assertThat(ran).hasValue(0);
        assertThat(runs.page(name, null, 10)).isEmpty();
    }

    @Test
    void triesABrokenRunAgainAfterFiveMinutesAndShowsIt() throws InterruptedException {
        work.set(() -> {
            throw new IllegalStateException("secret@example.com");
        });
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofDays(1)), NO_LOCKS);
        tick(ticker);
        assertThat(onlyRun().state()).isEqualTo(State.FAILED);
        assertThat(onlyRun().outcome()).contains("IllegalStateException").doesNotContain("secret");
        tick(ticker);
        assertThat(gauge("cezbek.job.broken")).isEqualTo(1);

        work.set(() -> new JobOutcome.Alarm("look here"));
        tick(ticker, Duration.ofMinutes(6));
        tick(ticker);
        assertThat(ran).hasValue(2);
        assertThat(gauge("cezbek.job.broken")).isZero();
        assertThat(gauge("cezbek.job.alarm")).isEqualTo(1);
    }

    @Test
    void countsARunWithoutAnEndAsLostAndRunsAgain() throws InterruptedException {
        assertThat(runs.begin(name, clock.instant(), "a process that died")).isPresent();
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofMinutes(1)), NO_LOCKS);
        tick(ticker, Duration.ofMinutes(5));
        assertThat(onlyRun().state()).as("within its longest it may still run").isEqualTo(State.RUNNING);

        tick(ticker, Duration.ofMinutes(6));
        tick(ticker);
        assertThat(ran).hasValue(1);
        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void aRunThatNobodySpeaksForIsLostAndItsJobRunsAgainWithinAMinute() throws InterruptedException {
        UUID died = runs.begin(name, clock.instant(), "a process that died").orElseThrow();
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofMinutes(1)), NO_LOCKS);
        tick(ticker);
        assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

        silent(died, 31);
        tick(ticker);
        tick(ticker, Duration.ofSeconds(1));

        assertThat(ran).hasValue(1);
        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void anOlderRunThatDiedIsFoundBehindOneThatPeopleAskedFor() throws InterruptedException {
        UUID died = runs.begin(name, clock.instant(), "a process that died").orElseThrow();
        JobTicker ticker = ticker(new JobSchedule.OnRequest(), NO_LOCKS);
        assertThat(runs.request(name)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        tick(ticker);
        assertThat(ran).hasValue(1);

        silent(died, 31);
        tick(ticker);

        assertThat(runs.page(name, null, 10))
                .extracting(JobRun::state)
                .containsExactlyInAnyOrder(State.DONE, State.LOST);
    }

    @Test
    void aRunThatItsProcessSpeaksForIsNoneOfAnothersBusiness() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        work.set(() -> {
            working.countDown();
            await(enough);
            return new JobOutcome.Done("worked long");
        });
        JobTicker one = ticker(new JobSchedule.Every(Duration.ofHours(1)), NO_LOCKS);
        JobTicker other = ticker(new JobSchedule.Every(Duration.ofHours(1)), NO_LOCKS);
        one.tick();
        await(working);
        silent(onlyRun().id(), 31);
        one.tellThatRunsGoOn();
        other.tick();
        assertThat(onlyRun().state()).isEqualTo(State.RUNNING);

        enough.countDown();
        one.awaitIdle(BOUND);
        assertThat(onlyRun().outcome()).isEqualTo("worked long");
    }

    @Test
    void aProcessSpeaksForItsRunsHoweverSeldomItLooksAtJobs() {
        assertThat(schedules.getScheduledTasks().stream()
                        .filter(task -> task.toString().endsWith("JobTicker.tellThatRunsGoOn"))
                        .map(task -> ((FixedDelayTask) task.getTask()).getIntervalDuration()))
                .singleElement()
                .satisfies(interval -> assertThat(interval.multipliedBy(3))
                        .as("two words may be lost")
                        .isLessThanOrEqualTo(Duration.ofSeconds(JobRuns.SILENCE_MAX_SECONDS)));
    }

    @Test
    void aJobWhoseRunsAreLostInSuccessionRestsLongerEachTimeAndThenGoesOnAsEver() throws InterruptedException {
        JobSchedule schedule = new JobSchedule.Every(Duration.ofMinutes(1));
        JobTicker ticker = ticker(schedule, NO_LOCKS);
        List<Duration> rests = new ArrayList<>();
        for (int lost = 1; lost <= 11; lost++) {
            rests.add(restAfterLosingOne(schedule));
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

        tick(ticker, Duration.ofMinutes(59));
        assertThat(ran)
                .as("its schedule of a minute does not overrule the rest")
                .hasValue(0);
        assertThat(gauge("cezbek.job.lost")).isEqualTo(JobTimes.LOST_COUNTED_MAX);
        tick(ticker, Duration.ofMinutes(2));
        assertThat(ran).hasValue(1);
        tick(ticker, Duration.ofMinutes(2));
        assertThat(ran).as("one that ends well ends the succession").hasValue(2);
        assertThat(gauge("cezbek.job.lost")).isZero();
        assertThat(restAfterLosingOne(schedule)).isEqualTo(Duration.ZERO);
    }

    private Duration restAfterLosingOne(JobSchedule schedule) {
        clock.advance(Duration.ofSeconds(1));
        UUID died = runs.begin(name, clock.instant(), "a process that died").orElseThrow();
        silent(died, 31);
        assertThat(runs.endLost(died, Job.LONGEST_DEFAULT)).isTrue();
        LatestRun latest = runs.latest(List.of(name)).get(name);
        return Duration.between(
                latest.run().endedAt(),
                new JobTimes(clock).due(schedule, latest).orElseThrow());
    }

    @Test
    void aJobThatIsAskedForBehindManyOthersIsFound() {
        Jobs many = new Jobs(
                List.of(new Counted(new JobSchedule.OnRequest())),
                new MockEnvironment(),
                new LiveSettings(new MockEnvironment()));
        for (int other = 0; other < 25; other++) {
            assertThat(runs.request(name + "-waits-" + other)).isPresent();
        }
        RequestJob requestJob = new RequestJob(many, runs);
        JobRun asked = requestJob.request(name).run();

        assertThat(requestJob.request(name)).isEqualTo(new RequestJob.Requested.Before(asked));

        // Nobody takes them, and other tests wait until nothing is asked for.
        jdbc.sql("delete from shared.job_run where state = 'REQUESTED' and (job = ? or starts_with(job, ?))")
                .params(name, name + "-waits-")
                .update();
    }

    @Test
    void saysForHowLongAJobShouldHaveRun() throws InterruptedException {
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofHours(1)), NO_LOCKS);
        tick(ticker);
        JobTicker kept = ticker(new JobSchedule.Every(Duration.ofHours(1)), (job, longest) -> Optional.empty());
        tick(kept, Duration.ofHours(3));
        assertThat(gauge("cezbek.job.overdue")).isBetween(7_190.0, 7_300.0);
    }

    @Test
    void forgetsRunsBeyondTheNewestAndKeepsTheLast() throws InterruptedException {
        JobTicker ticker = ticker(new JobSchedule.Every(Duration.ofMinutes(1)), NO_LOCKS);
        for (int run = 0; run < 5; run++) {
            tick(ticker, Duration.ofMinutes(2));
        }
        assertThat(runs.forget(name, 2, Instant.EPOCH)).isEqualTo(3);
        assertThat(runs.page(name, null, 10)).hasSize(2);
        assertThat(runs.forget(name, 2, clock.instant().plus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(onlyRun().state()).isEqualTo(State.DONE);
    }

    private JobTicker ticker(JobSchedule schedule, Locks locks) {
        MockEnvironment environment = new MockEnvironment();
        Jobs jobs = new Jobs(List.of(new Counted(schedule)), environment, new LiveSettings(environment));
        meters.clear();
        return new JobTicker(
                jobs,
                runs,
                new JobTimes(clock),
                new RunJob(runs, locks, new Place(environment), meters, Traces.OFF),
                new JobGauges(jobs, meters),
                clock,
                true);
    }

    private void tick(JobTicker ticker, Duration later) throws InterruptedException {
        clock.advance(later);
        tick(ticker);
    }

    private static void tick(JobTicker ticker) throws InterruptedException {
        ticker.tick();
        ticker.awaitIdle(BOUND);
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean inTime = latch.await(BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(inTime).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void silent(UUID run, int seconds) {
        jdbc.sql("update shared.job_run set seen_at = clock_timestamp() - make_interval(secs => ?) where id = ?")
                .params(seconds, run)
                .update();
    }

    private JobRun onlyRun() {
        List<JobRun> all = runs.page(name, null, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private double gauge(String gauge) {
        return meters.get(gauge).tag(JobMeters.JOB, name).gauge().value();
    }

    private final class Counted implements Job {

        private final JobSchedule schedule;

        Counted(JobSchedule schedule) {
            this.schedule = schedule;
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
        public JobOutcome run() {
            ran.incrementAndGet();
            return work.get().get();
        }
    }
}
