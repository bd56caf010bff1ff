package id.kezbek.journey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The expected results of a sequence of purchases, computed from the published tables and independent of the engine.
 * There is one partner: prepaid, or postpaid with the rest of its limit as the balance.
 */
final class Foretold {

    /** A purchase. Equal values mean a repeat. */
    record Reported(String reference, String customer, String wallet, int quantity, BigDecimal amount) {}

    /** The expected answer. */
    sealed interface Expected permits Taken, Again, Not {}

    record Taken(long cashback, long reward, Place after) implements Expected {

        long payable() {
            return cashback + reward;
        }
    }

    /** The same answer as for the first purchase with these values. */
    record Again(Reported first) implements Expected {}

    /** A refusal with this v1 code. */
    record Not(String code) implements Expected {}

    /** A customer's tier and count. */
    record Place(String tier, int recurring, LocalDate expires) {}

    /** A tier: the count of its purchases, and the rewards by count. */
    record Rung(String tier, int lastCount, Map<Integer, Long> rewards) {}

    /**
     * The terms of a rule.
     *
     * @param perCustomer the highest cashback of a customer in a period; null for no limit
     * @param budget the highest total; null for no limit
     */
    record Terms(
            String percent,
            long cap,
            @Nullable PerCustomer perCustomer,
            @Nullable Long budget) {

        Terms(String percent, long cap) {
            this(percent, cap, null, null);
        }
    }

    record PerCustomer(long most, Span span) {}

    enum Span {
        DAY,
        WEEK,
        MONTH
    }

    private record Period(String customer, Span span, LocalDate since) {}

    static final List<Rung> LADDER = List.of(
            new Rung("BRONZE", 5, Map.of(3, 1_000L, 5, 2_500L)),
            new Rung("SILVER", 7, Map.of(3, 5_000L, 7, 7_500L)),
            new Rung("GOLD", 10, Map.of(5, 10_000L, 10, 15_000L)),
            new Rung("PLATINUM", 10, Map.of(5, 20_000L, 10, 25_000L)));
    static final int STAY_DAYS = 90;
    private static final long CAP = 1_000_000;
    private static final Set<String> WALLETS = Set.of("LSAJA", "GPAID", "JOSVO");

    private final Map<String, Reported> references = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final boolean limited;
    private List<Rung> ladder = LADDER;
    private @Nullable Terms ownTerms;
    /**
     * The cashback of the partner's own rule while it had a budget, and of each customer while it had a cap for a
     * period.
     */
    private long spent;

    private final Map<Period, Long> spentInPeriod = new HashMap<>();
    private boolean suspended;
    private long balance;
    private long owed;
    private long granted;
    private int payouts;
    private boolean holds;
    /** The amounts of held payouts, the oldest first. */
    private final Deque<Long> held = new ArrayDeque<>();

    Foretold() {
        this(true);
    }

    /**
     * @param limited whether the balance limits purchases
     */
    Foretold(boolean limited) {
        this.limited = limited;
    }

    /** Sets the tiers, with the same codes. */
    void climbs(List<Rung> rungs) {
        ladder = rungs;
    }

    /** Sets the partner's own rule, which covers all purchases; null ends it. */
    void ownTerms(@Nullable Terms terms) {
        ownTerms = terms;
    }

    void suspended(boolean is) {
        suspended = is;
    }

    /** Sets whether purchases beyond the funds are held or refused. */
    void holds(boolean is) {
        holds = is;
    }

    /** Adds funds and releases held payouts, the oldest first. */
    void topUp(long rupiah) {
        balance += rupiah;
        while (!held.isEmpty() && held.getFirst() <= balance) {
            fund(held.removeFirst());
        }
    }

    private void fund(long rupiah) {
        balance -= rupiah;
        owed += rupiah;
    }

    Expected report(Reported purchase, LocalDate today) {
        if (suspended) {
            return new Not("9005");
        }
        Reported first = references.get(purchase.reference());
        if (first != null) {
            boolean same = first.amount().compareTo(purchase.amount()) == 0
                    && first.customer().equals(purchase.customer())
                    && first.wallet().equals(purchase.wallet())
                    && first.quantity() == purchase.quantity();
            return same ? new Again(first) : new Not("9008");
        }
        if (!WALLETS.contains(purchase.wallet())) {
            return new Not("BR-04");
        }
        Terms terms = terms(purchase);
        if (terms == null) {
            return new Not("BR-07");
        }
        return take(purchase, terms, today);
    }

    private long trimmed(Reported purchase, Terms terms, LocalDate today) {
        long cashback = cashback(purchase.amount(), terms);
        if (terms.perCustomer() != null) {
            long before = spentInPeriod.getOrDefault(period(purchase, terms.perCustomer(), today), 0L);
            cashback = Math.min(cashback, Math.max(0, terms.perCustomer().most() - before));
        }
        if (terms.budget() != null) {
            cashback = Math.min(cashback, Math.max(0, terms.budget() - spent));
        }
        return cashback;
    }

    private void spend(Reported purchase, Terms terms, long cashback, LocalDate today) {
        if (terms.perCustomer() != null) {
            spentInPeriod.merge(period(purchase, terms.perCustomer(), today), cashback, Long::sum);
        }
        if (terms.budget() != null) {
            spent += cashback;
        }
    }

    private static Period period(Reported purchase, PerCustomer cap, LocalDate today) {
        LocalDate since = switch (cap.span()) {
            case DAY -> today;
            case WEEK -> today.minusDays(today.getDayOfWeek().getValue() - 1L);
            case MONTH -> today.minusDays(today.getDayOfMonth() - 1L);
        };
        return new Period(purchase.customer(), cap.span(), since);
    }

    private Expected take(Reported purchase, Terms terms, LocalDate today) {
        long cashback = trimmed(purchase, terms, today);
        Place before = places.get(purchase.customer());
        long reward = 0;
        Place after;
        if (before == null) {
            after = new Place("BRONZE", 1, today.plusDays(STAY_DAYS));
        } else {
            Place current = onDay(before, today);
            Rung rung = rung(current.tier());
            int count = current.recurring() + 1;
            reward = rung.rewards().getOrDefault(count, 0L);
            after = count >= rung.lastCount()
                    ? new Place(above(rung).tier(), 1, today.plusDays(STAY_DAYS))
                    : new Place(current.tier(), count, current.expires());
        }
        Taken taken = new Taken(cashback, reward, after);
        if (!pay(taken.payable())) {
            return new Not("BR-08");
        }
        spend(purchase, terms, cashback, today);
        references.put(purchase.reference(), purchase);
        places.put(purchase.customer(), after);
        return taken;
    }

    private boolean pay(long payable) {
        boolean isCovered = !limited || payable == 0 || payable <= balance;
        if (isCovered) {
            fund(payable);
        } else if (holds) {
            held.addLast(payable);
        } else {
            return false;
        }
        granted += payable;
        payouts += payable > 0 ? 1 : 0;
        return true;
    }

    @Nullable
    Place placeOf(String customer, LocalDate today) {
        Place place = places.get(customer);
        return place == null ? null : onDay(place, today);
    }

    /** The customer's tier at the last purchase, without later ends of tier periods. */
    @Nullable
    Place lastPlaceOf(String customer) {
        return places.get(customer);
    }

    Set<String> references() {
        return references.keySet();
    }

    int taken() {
        return references.size();
    }

    int payouts() {
        return payouts;
    }

    long balance() {
        return balance;
    }

    /** Cashback and rewards of all accepted purchases whose payouts are not held. */
    long owed() {
        return owed;
    }

    /** Cashback and rewards of all accepted purchases. */
    long granted() {
        return granted;
    }

    /** The amount that the partner's own rule gave from its budget. */
    long spent() {
        return spent;
    }

    int heldPayouts() {
        return held.size();
    }

    private @Nullable Terms terms(Reported purchase) {
        if (purchase.amount().compareTo(new BigDecimal(50_000)) < 0) {
            return null;
        }
        return ownTerms != null ? ownTerms : new Terms(percent(purchase), CAP);
    }

    private static String percent(Reported purchase) {
        boolean many = purchase.quantity() >= 3;
        if (purchase.amount().compareTo(new BigDecimal(500_000)) < 0) {
            return many ? "2" : "1";
        }
        if (purchase.amount().compareTo(new BigDecimal(5_000_000)) < 0) {
            return many ? "2.5" : "1.5";
        }
        return many ? "3" : "2";
    }

    private static long cashback(BigDecimal amount, Terms terms) {
        long uncapped = amount.multiply(new BigDecimal(terms.percent()))
                .divide(new BigDecimal(100), 0, RoundingMode.DOWN)
                .longValueExact();
        return Math.min(uncapped, terms.cap());
    }

    private Place onDay(Place place, LocalDate today) {
        Place current = place;
        while (!today.isBefore(current.expires())) {
            int rung = ladder.indexOf(rung(current.tier()));
            current = new Place(
                    ladder.get(Math.max(0, rung - 1)).tier(),
                    1,
                    current.expires().plusDays(STAY_DAYS));
        }
        return current;
    }

    private Rung above(Rung rung) {
        return ladder.get(Math.min(ladder.size() - 1, ladder.indexOf(rung) + 1));
    }

    private Rung rung(String tier) {
        return ladder.stream()
                .filter(one -> one.tier().equals(tier))
                .findFirst()
                .orElseThrow();
    }
}
