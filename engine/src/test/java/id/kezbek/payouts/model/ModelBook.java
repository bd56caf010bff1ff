package id.kezbek.payouts.model;

import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the model's providers did and what they said, which the engine never sees. An order that the engine must not have
 * sent yet is a violation the moment it comes in, whatever the engine's own books say.
 */
final class ModelBook {

    /** How an order really stands. */
    enum Standing {
        ON_ITS_WAY,
        LOST,
        PENDING,
        PAID,
        FAILED,
        REVERSED
    }

    /** One order at one provider. */
    static final class Booked {

        final String reference;
        final UUID payout;
        final String provider;
        final Msisdn msisdn;
        final Money amount;
        final Instant expiresAt;
        final List<Standing> history = new ArrayList<>();
        /** What the engine was told that proves that nothing is paid; null where it was told no such thing. */
        @Nullable
        String proof;
        /** Whether the engine was told by an answer that it is paid, and not since that it is not. */
        boolean toldPaid;

        /** Whether the engine was ever told that the provider has it and has not decided yet. */
        boolean saidItHasIt;

        /** Whether the engine was ever told that nothing is paid. */
        boolean saidNo;

        boolean paidAfterNo;

        @Nullable
        Instant arrivedAt;

        private Booked(PayoutProvider.Order order, UUID payout, String provider) {
            this.reference = order.reference();
            this.payout = payout;
            this.provider = provider;
            this.msisdn = order.msisdn();
            this.amount = order.amount();
            this.expiresAt = order.expiresAt();
        }

        Standing standing() {
            return history.getLast();
        }

        boolean is(Standing standing) {
            return standing() == standing;
        }

        boolean wasEver(Standing standing) {
            return history.contains(standing);
        }

        void tellPaid() {
            toldPaid = true;
            proof = null;
        }

        void prove(String how) {
            toldPaid = false;
            saidNo = true;
            proof = how;
        }

        @Override
        public String toString() {
            return provider + " " + reference + " " + history + (proof == null ? "" : ", told " + proof);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Booked> orders = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    ModelBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes an order in, as it begins to stand. */
    synchronized Booked take(String provider, PayoutProvider.Order given, Standing first) {
        Optional<UUID> payout = jdbc.sql("select payout from payouts.attempt where id = ? and state = 'SENDING'")
                .param(Ids.parse(given.reference()))
                .query(UUID.class)
                .optional();
        Booked order = new Booked(given, payout.orElse(new UUID(0, 0)), provider);
        require(payout.isPresent(), "an order came in whose intent is not committed", order);
        require(clock.instant().isBefore(given.expiresAt()), "an order came in after its lease", order);
        of(order.payout)
                .forEach(earlier -> require(
                        earlier.proof != null, "an order came in before an earlier one was proven unpaid", earlier));
        require(!orders.containsKey(order.reference), "an order came in twice", order);
        orders.put(order.reference, order);
        become(order, first);
        return order;
    }

    /** What happens to an order. */
    synchronized void become(Booked order, Standing standing) {
        if (order.arrivedAt == null && standing != Standing.ON_ITS_WAY && standing != Standing.LOST) {
            order.arrivedAt = clock.instant();
        }
        if (standing == Standing.PAID) {
            order.paidAfterNo |= order.proof != null;
            of(order.payout).stream()
                    .filter(other -> other != order && other.is(Standing.PAID))
                    .forEach(other -> require(
                            order.paidAfterNo || other.paidAfterNo, "paid twice, and nobody had said no", other));
        }
        order.history.add(standing);
    }

    /** Whether an order that is unknown to its provider now can no longer come in. */
    synchronized boolean isConclusive(Booked order, Duration afterLease) {
        return !clock.instant().isBefore(order.expiresAt.plus(afterLease));
    }

    synchronized Optional<Booked> find(String reference) {
        return Optional.ofNullable(orders.get(reference));
    }

    /** A payout's orders, in the order in which they came in. */
    synchronized List<Booked> of(UUID payout) {
        return orders.values().stream()
                .filter(order -> order.payout.equals(payout))
                .toList();
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private void require(boolean holds, String otherwise, Booked order) {
        if (!holds) {
            violations.add(otherwise + ": " + order + " of " + of(order.payout));
        }
    }
}
