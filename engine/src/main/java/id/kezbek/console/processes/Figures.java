package id.kezbek.console.processes;

import id.kezbek.console.jobs.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The measurements from {@code /api/metrics.json}. */
public record Figures(Instant at, Process process, Engine engine) {

    /**
     * The process that sent the response.
     *
     * @param cpu the part of all processors that the process uses, from 0 to 1
     * @param machineCpu the part that the whole machine uses, from 0 to 1
     * @param requests the requests of the last minute
     */
    public record Process(
            String place,
            long uptimeSeconds,
            double cpu,
            double machineCpu,
            int processors,
            Memory memory,
            int threads,
            Connections connections,
            Requests requests) {

        public Duration uptime() {
            return Duration.ofSeconds(uptimeSeconds);
        }
    }

    public record Memory(long heapUsedBytes, long heapMaxBytes) {}

    /** Database connections. {@code waiting} is the number of threads that wait for a connection. */
    public record Connections(int active, int max, int waiting) {}

    /** @param calls the operations, the busiest first */
    public record Requests(double perSecond, double errorsPerSecond, List<Call> calls) {}

    /**
     * @param p50Ms the median latency in milliseconds; null if the last minute had no requests
     * @param total the number of requests since the process started
     */
    public record Call(
            String call,
            double perSecond,
            double errorsPerSecond,
            @Nullable Double p50Ms,
            @Nullable Double p99Ms,
            long total) {}

    /**
     * The measurements of all processes together.
     *
     * @param payouts the number of unfinished payouts in each state
     */
    public record Engine(
            Map<String, Long> payouts,
            List<Provider> providers,
            Emails emails,
            List<Consumer> facts,
            List<LatestRun> jobs) {

        /** The number of payouts with an unknown result. */
        public long unknown() {
            return providers.stream().mapToLong(Provider::unknown).sum();
        }

        public Duration oldestUnknown() {
            return Duration.ofSeconds(providers.stream()
                    .mapToLong(Provider::oldestUnknownSeconds)
                    .max()
                    .orElse(0));
        }

        /** The providers that are paused, or to which at least one process cannot send now. */
        public List<String> impaired() {
            return providers.stream()
                    .filter(one -> one.paused() || Set.of("DOWN", "DEGRADED").contains(one.health()))
                    .map(Provider::code)
                    .toList();
        }

        public long unread() {
            return facts.stream().mapToLong(Consumer::unread).sum();
        }

        public Duration oldestUnread() {
            return facts.stream()
                    .map(Consumer::oldestUnread)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }

        /** The number of dead letters. */
        public long letters() {
            return facts.stream().mapToLong(Consumer::setAside).sum();
        }

        /** The jobs with a last run that failed, was lost or raised an alarm. */
        public List<String> failedJobs() {
            return jobs.stream()
                    .filter(job -> job.state() != null && Job.tone(job.state()).equals("bad"))
                    .map(LatestRun::name)
                    .toList();
        }
    }

    public record Provider(String code, String health, boolean paused, long unknown, long oldestUnknownSeconds) {}

    /**
     * @param open the number of unsent e-mails in each state
     * @param queue null if the queue cannot be reached
     */
    public record Emails(Map<String, Long> open, @Nullable Queue queue) {

        public long failed() {
            return open.getOrDefault("FAILED", 0L);
        }

        /** The number of e-mails that the engine will still send. */
        public long underWay() {
            return open.values().stream().mapToLong(Long::longValue).sum() - failed();
        }
    }

    public record Queue(long waiting, long inFlight, long dead) {}

    /** An event consumer. {@code unread} is at most ten thousand, because the count stops there. */
    public record Consumer(String consumer, long unread, long oldestUnreadSeconds, long setAside) {

        public Duration oldestUnread() {
            return Duration.ofSeconds(oldestUnreadSeconds);
        }
    }

    /** @param state the state of the job's latest run; null if the job never ran */
    public record LatestRun(String name, @Nullable String state) {}
}
