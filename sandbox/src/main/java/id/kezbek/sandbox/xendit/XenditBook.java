package id.kezbek.sandbox.xendit;

import id.kezbek.sandbox.xendit.XenditPayout.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The payouts, the balance and every row of the balance history, for comparison with the engine's records. */
final class XenditBook {

    /** The result of an order. */
    sealed interface Taken {

        record Payout(XenditPayout payout) implements Taken {}

        /** The key belongs to an order with other values. */
        record Duplicate() implements Taken {}
    }

    /** One row of the balance history; the amount is negative for a debit. */
    record Row(XenditPayout payout, String lineType, long amount, long balance, Instant at) {}

    static final long FEE = 2_500;
    /** 12 % of 11/12 of the fee. */
    static final long VAT = 275;

    static final long OPENING_BALANCE = 1_000_000_000;

    /** The time between a payout and its reversal. Xendit documents at most five minutes. */
    private static final Duration REVERSED_AFTER = Duration.ofMinutes(4);

    private final Clock clock;
    private final Agenda agenda;
    private final Consumer<XenditPayout> onEnd;
    private final Map<String, XenditPayout> byKey = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private long balance = OPENING_BALANCE;
    private Duration endAfter = Duration.ofSeconds(2);

    /**
     * @param onEnd receives each payout that has ended or was reversed
     */
    XenditBook(Clock clock, Agenda agenda, Consumer<XenditPayout> onEnd) {
        this.clock = clock;
        this.agenda = agenda;
        this.onEnd = onEnd;
    }

    synchronized void endAfter(Duration wait) {
        endAfter = wait;
    }

    synchronized void balance(long rupiah) {
        balance = rupiah;
    }

    synchronized long balance() {
        return balance;
    }

    /** Accepts at most one order for each key. */
    synchronized Taken take(String key, XenditPayout order) {
        XenditPayout known = byKey.get(key);
        if (known != null) {
            return known.asksTheSame(order) ? new Taken.Payout(known) : new Taken.Duplicate();
        }
        byKey.put(key, order);
        if (!TestNumber.STAYS_ACCEPTED.is(order)) {
            Instant now = clock.instant();
            agenda.at(now.plus(endAfter.dividedBy(2)), () -> change(key, this::request));
            agenda.at(now.plus(endAfter), () -> change(key, payout -> end(key, payout)));
        }
        return new Taken.Payout(order);
    }

    synchronized Optional<XenditPayout> cancel(String id) {
        return byKey.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .filter(entry -> entry.getValue().status() == Status.ACCEPTED)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(key -> change(key, payout -> payout.become(Status.CANCELLED, clock.instant())));
    }

    synchronized List<XenditPayout> payouts() {
        return List.copyOf(byKey.values());
    }

    synchronized List<Row> rows() {
        return List.copyOf(rows);
    }

    private synchronized XenditPayout change(String key, UnaryOperator<XenditPayout> step) {
        XenditPayout changed = step.apply(byKey.get(key));
        byKey.put(key, changed);
        return changed;
    }

    private XenditPayout request(XenditPayout payout) {
        return payout.status() == Status.ACCEPTED ? payout.become(Status.REQUESTED, clock.instant()) : payout;
    }

    private XenditPayout end(String key, XenditPayout payout) {
        if (!payout.status().isOpen()) {
            return payout;
        }
        XenditPayout ended = ended(payout);
        onEnd.accept(ended);
        if (ended.status() == Status.SUCCEEDED && TestNumber.REVERSED.is(ended)) {
            agenda.at(clock.instant().plus(REVERSED_AFTER), () -> change(key, this::reverse));
        }
        return ended;
    }

    private XenditPayout ended(XenditPayout payout) {
        Instant now = clock.instant();
        Optional<String> failure = TestNumber.failureOf(payout);
        if (failure.isPresent()) {
            return payout.fail(failure.get(), now);
        }
        if (balance < payout.amount() + FEE + VAT) {
            return payout.fail("INSUFFICIENT_BALANCE", now);
        }
        XenditPayout paid = payout.become(Status.SUCCEEDED, now);
        book(paid, "TRANSACTION", -paid.amount());
        book(paid, "FEE", -FEE);
        book(paid, "VAT", -VAT);
        return paid;
    }

    private XenditPayout reverse(XenditPayout payout) {
        XenditPayout reversed = payout.become(Status.REVERSED, clock.instant());
        book(reversed, "TRANSACTION_REVERSAL", reversed.amount());
        onEnd.accept(reversed);
        return reversed;
    }

    private void book(XenditPayout payout, String lineType, long amount) {
        balance += amount;
        rows.add(new Row(payout, lineType, amount, balance, clock.instant()));
    }
}
