package id.kezbek.payouts.dispatch;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.records.Attempt;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends committed attempts to their providers, each on a virtual thread, and records the results. Before an attempt is
 * committed, the caller reserves one slot of the process and one slot of the provider. So the engine claims only as
 * many payouts as it can send at once.
 */
@Component
public class Sending implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);
    /**
     * The waits between tries to record a result, for short outages of the database. If the result is lost and the
     * provider has no inquiry, staff must decide.
     */
    private static final List<Duration> REPORT_PAUSES =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final CrashPoint TAKEN_UP = CrashPoint.named(
            "payouts.sender-began", "a sender has received an attempt, but it has not called the provider");
    private static final CrashPoint ANSWERED =
            CrashPoint.named("payouts.outcome-known", "the result of an order is known, but nothing is written");
    private static final CrashPoint REPORTED =
            CrashPoint.named("payouts.outcome-told", "a result is committed, but its sender has not returned its slot");

    /** @param all the maximum number of orders in progress at one provider */
    private record Turns(int all, Semaphore free) {

        int taken() {
            return all - free.availablePermits();
        }
    }

    private final ConfiguredProviders providers;
    private final PartnerDirectory partners;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Traces traces;
    private final DispatchBell bell;
    private final InFlightLimit limit;
    private final int inFlightLimit;
    private final Duration lease;
    private final Semaphore places;
    private final Map<String, Turns> perProvider = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("payout-", 0).factory());

    Sending(
            ConfiguredProviders providers,
            PartnerDirectory partners,
            Outcomes outcomes,
            Clock clock,
            PayoutSettings settings,
            Traces traces,
            DispatchBell bell,
            InFlightLimit limit) {
        this.providers = providers;
        this.partners = partners;
        this.outcomes = outcomes;
        this.clock = clock;
        this.traces = traces;
        this.bell = bell;
        this.limit = limit;
        this.inFlightLimit = settings.inFlightLimit();
        this.lease = settings.lease();
        this.places = new Semaphore(inFlightLimit);
    }

    /**
     * Reserves up to {@code most} slots. Closing the reservation frees the unused slots. While purchases have priority,
     * there are fewer slots ({@link InFlightLimit}), and one provider gets at most half of them. Otherwise the orders
     * of a slow provider would fill all slots and stop all other payouts.
     */
    public Reservation reserve(int most) {
        int closed = inFlightLimit - limit.now() - aboveTheirHalf();
        int free = Math.min(most, places.availablePermits() - closed);
        int taken = 0;
        while (taken < free && places.tryAcquire()) {
            taken++;
        }
        return new Reservation(this, taken);
    }

    void giveBack(int unused) {
        places.release(unused);
    }

    /**
     * The number of orders in progress above their provider's limit. They were sent before the limit fell. They do not
     * reduce the slots of other providers.
     */
    private int aboveTheirHalf() {
        return perProvider.values().stream()
                .mapToInt(turns -> Math.max(0, turns.taken() - limit.ofOneProvider()))
                .sum();
    }

    /** Takes a free slot of a provider; false if there is none. */
    boolean takeTurn(String provider) {
        Turns turns = allTurns(provider);
        return turns.taken() < limit.ofOneProvider() && turns.free().tryAcquire();
    }

    /** The free slots of a provider; none if the provider is not configured. */
    Semaphore turns(String provider) {
        return allTurns(provider).free();
    }

    private Turns allTurns(String provider) {
        return perProvider.computeIfAbsent(provider, this::newTurns);
    }

    private Turns newTurns(String provider) {
        int all = providers
                .find(provider)
                .map(known -> turns(known.capabilities(), lease))
                .orElse(0);
        return new Turns(all, new Semaphore(all));
    }

    /**
     * The maximum number of orders in progress at a provider. With a rate limit, this is the number of permits in half
     * a lease, and at least 1. Further orders would wait for a permit until their leases expire.
     */
    static int turns(PayoutProvider.Capabilities can, Duration lease) {
        OptionalInt perMinute = can.ordersPerMinute();
        if (perMinute.isEmpty()) {
            return can.concurrencyLimit();
        }
        long inTime = perMinute.getAsInt() * lease.dividedBy(2).toMillis() / MINUTE.toMillis();
        return Math.toIntExact(Math.clamp(inTime, 1, can.concurrencyLimit()));
    }

    /**
     * Sends an attempt on another thread, with reserved slots. Frees the provider's slot after the call. Frees the slot
     * of the process when the result is recorded or all retries have failed.
     */
    void send(Attempt attempt) {
        threads.execute(() -> {
            try {
                TAKEN_UP.reached();
                Finding finding = finding(deliverTraced(attempt));
                ANSWERED.reached();
                report(attempt, finding);
                REPORTED.reached();
            } finally {
                places.release();
                bell.senderIsFree();
            }
        });
    }

    /** Waits until no order is in progress. */
    boolean awaitIdle(Duration timeout) throws InterruptedException {
        boolean idle = places.tryAcquire(inFlightLimit, timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (idle) {
            places.release(inFlightLimit);
        }
        return idle;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private Outcome deliverTraced(Attempt attempt) {
        try (Traced span = traces.beginCallOut("payout attempt")) {
            Outcome outcome = deliver(attempt);
            span.put("cezbek.provider", attempt.provider())
                    .put("cezbek.attempt", attempt.reference())
                    .put("cezbek.outcome", outcome.getClass().getSimpleName());
            return outcome;
        }
    }

    private Outcome deliver(Attempt attempt) {
        try {
            return providers
                    .find(attempt.provider())
                    .map(provider -> provider.send(order(attempt)))
                    .orElseGet(() -> new Outcome.NotSent("NOT_CONFIGURED"));
        } catch (RuntimeException fault) {
            log.atError()
                    .addKeyValue("attempt", attempt.reference())
                    .addKeyValue("provider", attempt.provider())
                    .setCause(fault)
                    .log("The provider adapter failed; it is unknown whether the order was sent");
            return new Outcome.Unknown("ADAPTER_FAILED");
        } finally {
            turns(attempt.provider()).release();
        }
    }

    private PayoutProvider.Order order(Attempt attempt) {
        String partner = partners.find(attempt.partner()).map(Partner::code).orElse("");
        return new PayoutProvider.Order(
                attempt.reference(),
                partner,
                attempt.msisdn(),
                attempt.wallet(),
                attempt.amount(),
                attempt.leaseUntil());
    }

    private static Finding finding(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Paid paid -> new Finding.Paid(paid.reference());
            case Outcome.Accepted accepted -> new Finding.Accepted(accepted.reference());
            case Outcome.Refused refused ->
                new Finding.NotPaid(refused.reason(), Finding.Proof.REFUSED, refused.kind(), refused.retryAfter());
            case Outcome.NotSent notSent -> new Finding.NotPaid(notSent.reason(), Finding.Proof.NEVER_LEFT);
            case Outcome.Unknown unknown -> new Finding.Unclear(unknown.reason());
        };
    }

    private void report(Attempt attempt, Finding finding) {
        Report report = new Report(attempt.id(), attempt.payout(), finding);
        for (Duration pause : REPORT_PAUSES) {
            if (isWritten(report)) {
                return;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        if (!isWritten(report)) {
            log.atError()
                    .addKeyValue("payout", Ids.text(attempt.payout()))
                    .addKeyValue("attempt", attempt.reference())
                    .addKeyValue("provider", attempt.provider())
                    .addKeyValue("finding", finding)
                    .log("The result could not be recorded; the attempt will become UNKNOWN");
        }
    }

    private boolean isWritten(Report report) {
        try {
            return switch (outcomes.report(report)) {
                case Reported.Written written -> true;
                case Reported.AlreadyKnown known -> true;
                case Reported.Contradicted contradicted -> true;
                case Reported.NotWritten notWritten -> false;
            };
        } catch (Refusal busy) {
            return false;
        }
    }
}
