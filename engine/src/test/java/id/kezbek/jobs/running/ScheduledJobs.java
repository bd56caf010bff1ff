package id.kezbek.jobs.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.jobs.Place;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/**
 * The set-up of tests of job schedules: one job with its own name and clock, on the real database and with the
 * library's own statements.
 */
abstract class ScheduledJobs {

    static final Duration BOUND = Duration.ofSeconds(20);
    static final String CRON = "cezbek.jobs.%s.cron";
    static final AtomicInteger NUMBER = new AtomicInteger();

    final TestClock clock = new TestClock();
    final String name = "test-" + NUMBER.incrementAndGet();
    final AtomicInteger ran = new AtomicInteger();
    final AtomicReference<Supplier<JobOutcome>> work = new AtomicReference<>(() -> new JobOutcome.Done("worked"));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MockEnvironment environment = new MockEnvironment();
    final LiveSettings settings = new LiveSettings(environment);
    final DataSource database;
    final JdbcClient jdbc;
    final JobRuns runs;
    Duration longest = Job.LONGEST_DEFAULT;

    ScheduledJobs(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
        this.runs = new JobRuns(jdbc, new Ids(clock, new SplittableRandom()), clock);
        // Hours before the night, in which these schedules are due.
        clock.turnTo(LocalDate.now(Jakarta.ZONE));
    }

    /** A process whose scheduler polls when a test calls it. */
    final class Process {

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

    final class Parts {

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

    Process process(JobSchedule schedule) {
        return process(schedule, true);
    }

    Process process(JobSchedule schedule, boolean isScheduled) {
        return new Process(schedule, isScheduled);
    }

    JobScheduler scheduler(JobSchedule schedule) {
        return new Parts(schedule).scheduler();
    }

    CountDownLatch work(CountDownLatch enough) {
        CountDownLatch working = new CountDownLatch(1);
        work.set(() -> {
            working.countDown();
            await(enough);
            return new JobOutcome.Done("worked long");
        });
        return working;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(CyclicBarrier barrier) {
        try {
            barrier.await(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    void schedule(String cron) {
        String key = CRON.formatted(name);
        settings.change(Set.of(key), () -> environment.setProperty(key, cron), () -> {});
    }

    Instant dueAt() {
        return instant("execution_time");
    }

    Instant instant(String column) {
        return jdbc.sql("select " + column + " from shared.scheduled_job where task_name = ?")
                .param(name)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    JobRun onlyRun() {
        List<JobRun> all = runs.page(name, null, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    double gauge(String gauge) {
        return meters.get(gauge).tag(JobGauges.JOB, name).gauge().value();
    }

    final class Counted implements Job {

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
