package id.kezbek.sandbox.snap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The top-ups by reference, the float, and every movement of money. */
final class SnapBook {

    /** A top-up; the amount has the form in which it was sent, for example 12500.00. */
    record TopUp(String reference, String number, String amount, String providerReference, String status) {

        TopUp become(String next) {
            return new TopUp(reference, number, amount, providerReference, next);
        }
    }

    static final String PAID = "00";
    static final String PENDING = "03";
    static final String REVERSED = "04";
    static final String FAILED = "06";

    /** DANA's published test number of a frozen account. */
    private static final String FROZEN = "628996647679";
    /** The sandbox's own test number without an account. */
    private static final String NO_ACCOUNT = "628110000404";
    /** Phone numbers from DANA's documents; an order to one of these numbers ends with an error. */
    private static final String INTERNAL_ERROR = "628551008794";

    private static final String GENERAL_ERROR = "628121111111";
    private static final String TIME_OUT = "628551005454";

    /** The response to an order: a response code without the service code, or no response. */
    sealed interface Heard {

        record Code(String status, String caseCode, Optional<TopUp> topUp) implements Heard {}

        record Silence() implements Heard {}
    }

    private final Map<String, TopUp> topUps = new LinkedHashMap<>();
    private final List<SnapSandbox.Movement> movements = new ArrayList<>();
    private final Map<String, Long> rooms = new HashMap<>();
    private long floatRupiah = 1_000_000_000;
    private boolean isSlow;

    synchronized void floatOf(long rupiah) {
        floatRupiah = rupiah;
    }

    /** If true, new orders remain pending until {@link #end} sets their result. */
    synchronized void slow(boolean slow) {
        isSlow = slow;
    }

    /** Sets the amount that an account can still receive this month. */
    synchronized void roomOf(String number, long rupiah) {
        rooms.put(number, rupiah);
    }

    synchronized long roomOf(String number) {
        return rooms.getOrDefault(number, Long.MAX_VALUE);
    }

    /** Accepts at most one order for each reference. */
    synchronized Heard take(String reference, String number, String amount) {
        TopUp known = topUps.get(reference);
        if (known != null) {
            boolean isEqual = known.number().equals(number) && known.amount().equals(amount);
            return isEqual ? heard(known) : new Heard.Code("404", "18", Optional.empty());
        }
        Optional<String> noAccount = noAccount(number);
        if (noAccount.isPresent()) {
            return new Heard.Code(
                    noAccount.get().substring(0, 3), noAccount.get().substring(3), Optional.empty());
        }
        if (number.equals(GENERAL_ERROR)) {
            return new Heard.Code("500", "00", Optional.empty());
        }
        long rupiah = rupiah(amount);
        if (rupiah > floatRupiah) {
            return new Heard.Code("403", "14", Optional.empty());
        }
        if (rupiah > roomOf(number)) {
            return new Heard.Code("403", "02", Optional.empty());
        }
        TopUp taken = new TopUp(reference, number, amount, "snap-" + (topUps.size() + 1), isSlow ? PENDING : PAID);
        topUps.put(reference, taken);
        if (taken.status().equals(PAID)) {
            move(taken, rupiah);
        }
        return switch (number) {
            case INTERNAL_ERROR -> new Heard.Code("500", "01", Optional.empty());
            case TIME_OUT -> new Heard.Silence();
            default -> heard(taken);
        };
    }

    /** Sets the next status of a top-up: paid, reversed, or a status that moves no money. */
    synchronized TopUp end(String reference, String status) {
        TopUp known = Optional.ofNullable(topUps.get(reference)).orElseThrow();
        if (status.equals(PAID) && known.status().equals(PENDING)) {
            move(known, rupiah(known.amount()));
        }
        boolean isTakenBack = status.equals(REVERSED) || status.equals(FAILED);
        if (isTakenBack && known.status().equals(PAID)) {
            move(known, -rupiah(known.amount()));
        }
        TopUp ended = known.become(status);
        topUps.put(reference, ended);
        return ended;
    }

    /** The reason why a phone number cannot receive money, as status and case code; empty if it can receive money. */
    static Optional<String> noAccount(String number) {
        return switch (number) {
            case FROZEN -> Optional.of("40309");
            case NO_ACCOUNT -> Optional.of("40411");
            default -> Optional.empty();
        };
    }

    synchronized long floatOf() {
        return floatRupiah;
    }

    synchronized Optional<TopUp> find(String reference) {
        return Optional.ofNullable(topUps.get(reference));
    }

    synchronized List<SnapSandbox.Movement> movements() {
        return List.copyOf(movements);
    }

    private static Heard heard(TopUp topUp) {
        return new Heard.Code(topUp.status().equals(PENDING) ? "202" : "200", "00", Optional.of(topUp));
    }

    private void move(TopUp topUp, long rupiah) {
        floatRupiah -= rupiah;
        rooms.computeIfPresent(topUp.number(), (number, room) -> room - rupiah);
        movements.add(new SnapSandbox.Movement(topUp.reference(), topUp.number(), rupiah));
    }

    private static long rupiah(String amount) {
        return Long.parseLong(amount.substring(0, amount.indexOf('.')));
    }
}
