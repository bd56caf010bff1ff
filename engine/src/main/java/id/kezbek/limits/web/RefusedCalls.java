package id.kezbek.limits.web;

import id.kezbek.limits.LimitSettings;
import id.kezbek.limits.permits.CallPermits;
import id.kezbek.limits.permits.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Metrics of the limits: refused requests by kind, and whether this process counts only its own requests. */
final class RefusedCalls {

    private final Map<String, Counter> byLimit;

    RefusedCalls(MeterRegistry meters, CallPermits permits) {
        this.byLimit = List.of(LimitSettings.PARTNER, LimitSettings.ADDRESS, LimitSettings.SIGN_IN).stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), limit -> counter(meters, limit)));
        Gauge.builder("cezbek.limits.alone.flag", permits, alone -> alone.areCountedAlone() ? 1 : 0)
                .description("1 while this process counts only its own requests, because Redis is unavailable or slow")
                .register(meters);
    }

    void count(Limit limit) {
        Objects.requireNonNull(byLimit.get(limit.name())).increment();
    }

    private static Counter counter(MeterRegistry meters, String limit) {
        return Counter.builder("cezbek.limits.refused")
                .description("Requests refused by a limit")
                .tag("limit", limit)
                .register(meters);
    }
}
