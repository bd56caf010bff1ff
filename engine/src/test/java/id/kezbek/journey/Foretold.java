package id.kezbek.journey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the product's tables say must come of a sequence of purchases: written from the tables, sharing nothing with the
 * engine. One partner, prepaid.
 */
final class Foretold {

    /** A purchase; equal values are a repeat. */
    record Reported(String reference, String customer, String wallet, int quantity, BigDecimal amount) {}

    /** What must be answered. */
    sealed interface Expected permits Taken, Again, Not {}

    record Taken(long cashback, long reward, Place after) implements Expected {}

    /** As to the first of these values. */
    record Again(Reported first) implements Expected {}

    /** A refusal with this v1 code. */
    record Not(String code) implements Expected {}

    /** Where a customer stands. */
    record Place(String tier, int recurring, LocalDate expires) {}

    private record Rung(String tier, int lastCount, Map<Integer, Long> rewards) {}

    private static final List<Rung> LADDER = List.of(
            new Rung("BRONZE", 5, Map.of(3, 1_000L, 5, 2_500L)),
            new Rung("SILVER", 7, Map.of(3, 5_000L, 7, 7_500L)),
            new Rung("GOLD", 10, Map.of(5, 10_000L, 10, 15_000L)),
            new Rung("PLATINUM", 10, Map.of(5, 20_000L, 10, 25_000L)));
    private static final int STAY_DAYS = 90;
    private static final long CAP = 1_000_000;
    private static final Set<String> WALLETS = Set.of("LSAJA", "GPAID", "JOSVO");

    private final Map<String, Reported> references = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private long balance;
    private long owed;

    void topUp(long rupiah) {
        balance += rupiah;
    }

    Expected report(Reported purchase, LocalDate today) {
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
        String percent = percent(purchase);
        if (percent == null) {
            return new Not("BR-07");
        }
        return take(purchase, cashback(purchase.amount(), percent), today);
    }

    private Expected take(Reported purchase, long cashback, LocalDate today) {
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
            after = count == rung.lastCount()
                    ? new Place(above(rung).tier(), 1, today.plusDays(STAY_DAYS))
                    : new Place(current.tier(), count, current.expires());
        }
        if (cashback + reward > balance) {
            return new Not("BR-08");
        }
        balance -= cashback + reward;
        owed += cashback + reward;
        references.put(purchase.reference(), purchase);
        places.put(purchase.customer(), after);
        return new Taken(cashback, reward, after);
    }

    @Nullable
    Place placeOf(String customer, LocalDate today) {
        Place place = places.get(customer);
        return place == null ? null : onDay(place, today);
    }

    int taken() {
        return references.size();
    }

    long balance() {
        return balance;
    }

    /** Cashback and rewards of all that was taken. */
    long owed() {
        return owed;
    }

    private static @Nullable String percent(Reported purchase) {
        boolean many = purchase.quantity() >= 3;
        if (purchase.amount().compareTo(new BigDecimal(50_000)) < 0) {
            return null;
        }
        if (purchase.amount().compareTo(new BigDecimal(500_000)) < 0) {
            return many ? "2" : "1";
        }
        if (purchase.amount().compareTo(new BigDecimal(5_000_000)) < 0) {
            return many ? "2.5" : "1.5";
        }
        return many ? "3" : "2";
    }

    private static long cashback(BigDecimal amount, String percent) {
        long uncapped = amount.multiply(new BigDecimal(percent))
                .divide(new BigDecimal(100), 0, RoundingMode.DOWN)
                .longValueExact();
        return Math.min(uncapped, CAP);
    }

    private static Place onDay(Place place, LocalDate today) {
        Place current = place;
        while (!today.isBefore(current.expires())) {
            int rung = LADDER.indexOf(rung(current.tier()));
            current = new Place(
                    LADDER.get(Math.max(0, rung - 1)).tier(),
                    1,
                    current.expires().plusDays(STAY_DAYS));
        }
        return current;
    }

    private static Rung above(Rung rung) {
        return LADDER.get(Math.min(LADDER.size() - 1, LADDER.indexOf(rung) + 1));
    }

    private static Rung rung(String tier) {
        return LADDER.stream()
                .filter(one -> one.tier().equals(tier))
                .findFirst()
                .orElseThrow();
    }
}
