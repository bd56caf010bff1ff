package id.kezbek.administration.web;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.web.CallTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The rates and latencies of this process's operations in the last minute. Rates and latencies are computed from the
 * difference between two readings of the timers.
 */
@Component
@ConditionalOnRole(ProcessRole.API)
class CallRates {

    /** The number of stored readings: a reading every five seconds for one minute. */
    private static final int LOOKS_MAX = 13;

    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;
    private static final int SERVER_ERRORS_FROM = 500;

    /**
     * The measurements of one operation over the last minute.
     *
     * @param p50 the median latency in milliseconds, interpolated from histogram buckets; null without requests
     * @param p99 the 99th percentile of the latency in milliseconds, interpolated too; null without requests
     * @param total the number of requests since the process started
     */
    record Rate(
            String call,
            double perSecond,
            double errorsPerSecond,
            @Nullable Double p50,
            @Nullable Double p99,
            long total) {}

    /**
     * Counts of one operation since the process started. A bucket's key is a duration in nanoseconds. The value is the
     * number of requests that took at most this duration.
     */
    private static final class Counts {
        private long all;
        private long errors;
        private final TreeMap<Double, Double> buckets = new TreeMap<>();
    }

    private record Look(long nanos, Map<String, Counts> calls) {}

    private final MeterRegistry meters;
    private final Deque<Look> looks = new ArrayDeque<>();

    CallRates(MeterRegistry meters) {
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${cezbek.monitoring.look-interval:5s}")
    void look() {
        Look look = now();
        synchronized (looks) {
            looks.addLast(look);
            if (looks.size() > LOOKS_MAX) {
                looks.removeFirst();
            }
        }
    }

    /** The operations, busiest first. */
    List<Rate> lastMinute() {
        Look now = now();
        @Nullable Look before;
        synchronized (looks) {
            before = looks.peekFirst();
        }
        Look since = before == null ? new Look(now.nanos(), Map.of()) : before;
        double seconds = Math.max(1, (now.nanos() - since.nanos()) / NANOS_A_SECOND);
        return now.calls().entrySet().stream()
                .map(call -> rate(call.getKey(), call.getValue(), since.calls().get(call.getKey()), seconds))
                .sorted(Comparator.comparing(Rate::perSecond)
                        .thenComparing(Rate::total)
                        .reversed())
                .toList();
    }

    private static Rate rate(String call, Counts now, @Nullable Counts before, double seconds) {
        Counts then = before == null ? new Counts() : before;
        return new Rate(
                call,
                (now.all - then.all) / seconds,
                (now.errors - then.errors) / seconds,
                quantile(now, then, 0.5),
                quantile(now, then, 0.99),
                now.all);
    }

    private static @Nullable Double quantile(Counts now, Counts then, double quantile) {
        double wanted = (now.all - then.all) * quantile;
        if (wanted <= 0) {
            return null;
        }
        double lowerEdge = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : now.buckets.entrySet()) {
            double count = bucket.getValue() - then.buckets.getOrDefault(bucket.getKey(), 0.0);
            if (count >= wanted && count > below) {
                double within = (wanted - below) / (count - below);
                return (lowerEdge + within * (bucket.getKey() - lowerEdge)) / NANOS_A_MILLI;
            }
            lowerEdge = bucket.getKey();
            below = count;
        }
        // The latency is above the highest bucket, so the result is the upper limit of this bucket.
        return lowerEdge / NANOS_A_MILLI;
    }

    private Look now() {
        Map<String, Counts> calls = new HashMap<>();
        for (Timer timer : meters.find(CallTimes.TIMER).timers()) {
            String call = timer.getId().getTag("method") + " " + timer.getId().getTag("uri");
            add(calls.computeIfAbsent(call, unseen -> new Counts()), timer);
        }
        return new Look(System.nanoTime(), calls);
    }

    private static void add(Counts counts, Timer timer) {
        HistogramSnapshot snapshot = timer.takeSnapshot();
        counts.all += snapshot.count();
        String status = timer.getId().getTag("status");
        if (status != null && Integer.parseInt(status) >= SERVER_ERRORS_FROM) {
            counts.errors += snapshot.count();
        }
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            counts.buckets.merge(bucket.bucket(), bucket.count(), Double::sum);
        }
    }
}
