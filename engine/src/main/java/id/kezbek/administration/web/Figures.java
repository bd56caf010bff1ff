package id.kezbek.administration.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measurements on the monitoring page.
 *
 * @param process the measurements of this process
 * @param engine the measurements of all processes together, from the database and the queue
 */
record Figures(Instant at, Process process, Engine engine) {

    /**
     * A process.
     *
     * @param cpu the share of all processors that the process uses, from 0 to 1
     * @param machineCpu the share that the whole machine uses, from 0 to 1
     * @param requests the requests of the last minute
     */
    record Process(
            String place,
            @JsonProperty("uptime_seconds") long uptimeSeconds,
            double cpu,
            @JsonProperty("machine_cpu") double machineCpu,
            int processors,
            Memory memory,
            int threads,
            Connections connections,
            Requests requests) {}

    record Memory(
            @JsonProperty("heap_used_bytes") long heapUsed,
            @JsonProperty("heap_max_bytes") long heapMax) {}

    /** Database connections. {@code waiting} is the number of threads that wait for a connection. */
    record Connections(int active, int max, int waiting) {}

    record Requests(
            @JsonProperty("per_second") double perSecond,
            @JsonProperty("errors_per_second") double errorsPerSecond,
            List<Call> calls) {}

    record Call(
            String call,
            @JsonProperty("per_second") double perSecond,
            @JsonProperty("errors_per_second") double errorsPerSecond,
            @JsonProperty("p50_ms") @Nullable Double p50,
            @JsonProperty("p99_ms") @Nullable Double p99,
            long total) {}

    /** @param payouts the number of unfinished payouts by state */
    record Engine(
            Map<String, Long> payouts,
            List<Provider> providers,
            Emails emails,
            List<FactReader> facts,
            List<Job> jobs) {}

    /**
     * A provider.
     *
     * @param health UP; DEGRADED if the circuit breakers of some processes are open; DOWN; UNKNOWN if no process sends
     *     to this provider
     */
    record Provider(
            String code,
            String name,
            String health,
            boolean paused,
            long sending,
            long unknown,
            @JsonProperty("oldest_unknown_seconds") long oldestUnknownSeconds,
            @JsonProperty("float") Amount available,
            @JsonProperty("float_low") boolean isLow) {}

    /** @param queue the queue's depth; null if the queue cannot be reached */
    record Emails(Map<String, Long> open, @Nullable Queue queue) {}

    record Queue(long waiting, @JsonProperty("in_flight") long inFlight, long dead) {}

    /**
     * An event consumer.
     *
     * @param unread the number of unread events, counted up to ten thousand
     */
    record FactReader(
            String consumer,
            long unread,
            @JsonProperty("oldest_unread_seconds") long oldestUnreadSeconds,
            @JsonProperty("set_aside") long setAside) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Job(
            String name,
            @Nullable String state,
            @JsonProperty("started_at") @Nullable Instant startedAt,
            @JsonProperty("took_ms") @Nullable Long tookMillis,
            @Nullable String outcome,
            @JsonProperty("next_run_at") @Nullable Instant nextRunAt) {}
}
