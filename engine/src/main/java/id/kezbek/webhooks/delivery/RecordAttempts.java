package id.kezbek.webhooks.delivery;

import id.kezbek.webhooks.endpoints.DisableEndpoint;
import id.kezbek.webhooks.endpoints.Endpoint.DisabledWhy;
import id.kezbek.webhooks.endpoints.Endpoints;
import id.kezbek.webhooks.endpoints.WebhookSettings;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records the results of attempts, several in one transaction. */
@Component
public class RecordAttempts {

    /** An attempt that has ended. */
    record Ended(Claimed delivery, Reply reply, Instant at) {

        Endpoints.Tried tried() {
            return new Endpoints.Tried(delivery.endpoint(), delivery.url());
        }

        /** Whether the result can change the endpoint's state; false for test events. */
        boolean isCounted() {
            return !delivery.isTest();
        }
    }

    /** @param dueAt the time of the next attempt; meaningful only in the state {@code WAITING} */
    private record Next(DeliveryState state, int triesLeft, Instant dueAt) {}

    private final JdbcClient jdbc;
    private final Endpoints endpoints;
    private final DisableEndpoint disableEndpoint;
    private final WebhookSettings settings;
    private final RandomGenerator random;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RecordAttempts(
            JdbcClient jdbc,
            Endpoints endpoints,
            DisableEndpoint disableEndpoint,
            WebhookSettings settings,
            SecureRandom random,
            TransactionTemplate transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
        this.disableEndpoint = disableEndpoint;
        this.settings = settings;
        this.random = random;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Records the results in one transaction, which locks first deliveries and then endpoints. */
    public List<DeliveryState> record(List<Ended> attempts) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant();
            List<Ended> sorted = attempts.stream()
                    .sorted(Comparator.comparing(ended -> ended.delivery().id()))
                    .toList();
            List<Next> next = sorted.stream().map(ended -> next(ended, now)).toList();
            changeDeliveries(sorted, next, now);
            addAttempts(sorted);
            List<Endpoints.Tried> failed = endpoints(
                    sorted, ended -> ended.isCounted() && !ended.reply().isSuccess());
            endpoints.noteResults(endpoints(sorted, ended -> ended.reply().isSuccess()), failed, now);
            for (Endpoints.Tried gone : endpoints(sorted, ended -> ended.reply().isGone())) {
                disableEndpoint.disable(gone, DisabledWhy.GONE, now);
            }
            for (Endpoints.Tried failing : endpoints.failingSince(failed, now.minus(settings.disableAfter()))) {
                disableEndpoint.disable(failing, DisabledWhy.FAILING, now);
            }
            return attempts.stream()
                    .map(ended -> next.get(sorted.indexOf(ended)).state())
                    .toList();
        }));
    }

    private Next next(Ended ended, Instant now) {
        int left = ended.delivery().triesLeft() - 1;
        if (ended.reply().isSuccess()) {
            return new Next(DeliveryState.DELIVERED, left, now);
        }
        if (ended.reply().isGone() && !ended.delivery().isTest()) {
            // The engine disables the endpoint, unless the endpoint has another URL now. The delivery waits for the
            // endpoint and keeps its number of attempts.
            return new Next(DeliveryState.WAITING, ended.delivery().triesLeft(), now);
        }
        if (left < 1 || ended.reply().isGone()) {
            return new Next(DeliveryState.FAILED, Math.max(0, left), now);
        }
        Duration wait = RetrySchedule.waitBefore(left, ended.reply().retryAfter(), random);
        return new Next(DeliveryState.WAITING, left, now.plus(wait));
    }

    /** Changes the deliveries. The result is ignored if another process has claimed the delivery since. */
    private void changeDeliveries(List<Ended> sorted, List<Next> next, Instant now) {
        jdbc.sql("""
                        update webhooks.delivery d
                        set state = n.state, tries_left = n.tries_left, due_at = n.due_at, status = n.status,
                          failure = n.failure, changed_at = :now
                        from unnest(:ids::uuid[], :tries::int[], :states::text[], :left::int[], :due::timestamptz[],
                          :statuses::int[], :failures::text[]) as n (id, tries, state, tries_left, due_at, status, failure)
                        where d.id = n.id and d.tries = n.tries and d.state = 'WAITING'""")
                .param("now", Timestamp.from(now))
                .param("ids", array(sorted, ended -> ended.delivery().id(), UUID[]::new))
                .param("tries", array(sorted, ended -> ended.delivery().tries(), Integer[]::new))
                .param("states", array(next, one -> one.state().name(), String[]::new))
                .param("left", array(next, Next::triesLeft, Integer[]::new))
                .param("due", array(next, one -> Timestamp.from(one.dueAt()), Timestamp[]::new))
                .param("statuses", array(sorted, ended -> ended.reply().status(), Integer[]::new))
                .param("failures", array(sorted, RecordAttempts::failure, String[]::new))
                .update();
    }

    /**
     * Adds an attempt to each delivery that still exists, because a job deletes old deliveries. The lock prevents a
     * deletion before the commit.
     */
    private void addAttempts(List<Ended> sorted) {
        jdbc.sql("""
                        insert into webhooks.attempt (delivery, number, at, millis, status, failure, answer, url)
                        select n.id, n.number, n.at, n.millis, n.status, n.failure, n.answer, n.url
                        from unnest(:ids::uuid[], :tries::int[], :times::timestamptz[], :millis::int[],
                          :statuses::int[], :failures::text[], :answers::text[], :urls::text[])
                          as n (id, number, at, millis, status, failure, answer, url)
                        join webhooks.delivery d on d.id = n.id
                        for key share of d""")
                .param("ids", array(sorted, ended -> ended.delivery().id(), UUID[]::new))
                .param("tries", array(sorted, ended -> ended.delivery().tries(), Integer[]::new))
                .param("times", array(sorted, ended -> Timestamp.from(ended.at()), Timestamp[]::new))
                .param(
                        "millis",
                        array(sorted, ended -> (int) ended.reply().duration().toMillis(), Integer[]::new))
                .param("statuses", array(sorted, ended -> ended.reply().status(), Integer[]::new))
                .param("failures", array(sorted, RecordAttempts::failure, String[]::new))
                .param("answers", array(sorted, ended -> ended.reply().answer(), String[]::new))
                .param("urls", array(sorted, ended -> ended.delivery().url(), String[]::new))
                .update();
    }

    private static @Nullable String failure(Ended ended) {
        Failure failure = ended.reply().failure();
        return failure == null ? null : failure.name();
    }

    private static List<Endpoints.Tried> endpoints(List<Ended> sorted, Predicate<Ended> which) {
        return sorted.stream()
                .filter(which)
                .map(Ended::tried)
                .distinct()
                .sorted(Comparator.comparing(Endpoints.Tried::endpoint))
                .toList();
    }

    private static <R, T> T[] array(List<R> rows, Function<R, @Nullable T> value, IntFunction<T[]> type) {
        return rows.stream().map(value).toArray(type);
    }
}
