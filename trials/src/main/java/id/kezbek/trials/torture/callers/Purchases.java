package id.kezbek.trials.torture.callers;

import id.kezbek.trials.torture.calls.Asked;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * One caller's purchases in order. The purchases depend only on the seed: each purchase draws the same number of random
 * values, independent of the results of earlier purchases. There are few customers and few amounts, so that purchases
 * often share customers and amounts and compete for tiers, rewards and funding.
 */
public final class Purchases {

    /** The caller's behaviour for a purchase. */
    public enum Manner {
        /** Repeats the request until it gets a response. */
        PLAIN,
        /** Reports the purchase together with the next purchases in a batch. */
        BATCHED,
        /** Reports the purchase from two threads at the same time. */
        TWICE_AT_ONCE,
        /** Reports the purchase again after it was acknowledged. */
        REPEATED,
        /** After the acknowledgement, reports another purchase with the same reference. */
        CONTRADICTED,
        /** Sends only one request, even if this request gets no response. */
        GIVEN_UP
    }

    /**
     * @param pauseMillis the caller's pause afterwards
     */
    record Planned(Asked asked, Manner manner, int pauseMillis) {}

    private static final List<String> WALLETS = List.of("LSAJA", "GPAID", "JOSVO");
    private static final List<Long> AMOUNTS =
            List.of(50_000L, 75_500L, 120_000L, 250_000L, 499_999L, 500_000L, 820_000L, 5_000_000L);
    private static final int CUSTOMERS = 5;
    private static final int PAUSE_MILLIS_MAX = 350;

    private final List<String> partners;
    private final String prefix;
    private final RandomGenerator random;
    private int number;

    /**
     * @param prefix the prefix of all references of this caller
     */
    public Purchases(List<String> partners, String prefix, RandomGenerator random) {
        this.partners = partners;
        this.prefix = prefix;
        this.random = random;
    }

    public Planned next() {
        String reference = prefix + "-" + ++number;
        String partner = oneOf(partners);
        String msisdn = "62813555000" + random.nextInt(CUSTOMERS);
        String wallet = oneOf(WALLETS);
        int quantity = 1 + random.nextInt(4);
        long amount = oneOf(AMOUNTS);
        boolean mailed = random.nextInt(3) == 0;
        Manner manner = manner(random.nextInt(100));
        int pauseMillis = random.nextInt(PAUSE_MILLIS_MAX);
        String email = mailed ? (partner + "-" + reference).toLowerCase(Locale.ROOT) + "@customers.example" : null;
        return new Planned(new Asked(partner, reference, msisdn, email, wallet, quantity, amount), manner, pauseMillis);
    }

    private static Manner manner(int draw) {
        if (draw < 65) {
            return Manner.PLAIN;
        }
        if (draw < 70) {
            return Manner.BATCHED;
        }
        if (draw < 80) {
            return Manner.TWICE_AT_ONCE;
        }
        if (draw < 88) {
            return Manner.REPEATED;
        }
        return draw < 94 ? Manner.CONTRADICTED : Manner.GIVEN_UP;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
