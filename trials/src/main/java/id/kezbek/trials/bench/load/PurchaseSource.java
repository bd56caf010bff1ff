package id.kezbek.trials.bench.load;

import id.kezbek.sandbox.demo.purchases.PowerLaw;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** An endless source of purchases. Each purchase has its own reference. A few customers buy very often. */
public final class PurchaseSource {

    /** A purchase. The index of the customer is below {@link #CUSTOMERS}. */
    public record Order(String reference, int customer, String wallet, int quantity, int amount) {

        public boolean hasEmail() {
            return customer % 2 == 0;
        }

        public String email() {
            return "customer" + customer + "@example.com";
        }

        /**
         * @param prefix five digits that distinguish different kinds of load
         */
        public String msisdn(String prefix) {
            return prefix + (10_000_000 + customer);
        }
    }

    static final int CUSTOMERS = 20_000;
    private static final PowerLaw POPULARITY = new PowerLaw(CUSTOMERS, 0.8);
    private static final String[] WALLETS = {"LSAJA", "GPAID", "JOSVO"};
    private static final int[] PRICES = {
        55_000, 75_000, 99_000, 149_900, 249_000, 499_000, 750_000, 1_250_000, 5_490_000
    };
    private static final int MAX_QUANTITY = 4;

    /**
     * The share of the customers that a source uses. Each customer belongs to only one partner. So a load on many
     * partners has as many customers and new customers as a load on one partner.
     *
     * @param index below {@code of}
     */
    public record Share(int index, int of) {

        public static final Share ALL = new Share(0, 1);

        private int customer(int picked) {
            return Math.min(picked / of * of + index, CUSTOMERS - 1);
        }
    }

    private final RandomGenerator random;
    private final Share share;
    private final String run;
    private final AtomicLong number;

    /**
     * @param run the prefix of each reference; unique for each run on a database
     *
     * @param number a counter shared by all sources of a run
     */
    public PurchaseSource(RandomGenerator random, Share share, String run, AtomicLong number) {
        this.share = share;
        this.random = random;
        this.run = run;
        this.number = number;
    }

    public Order next() {
        return new Order(
                run + number.getAndIncrement(),
                share.customer(POPULARITY.pick(random)),
                WALLETS[random.nextInt(WALLETS.length)],
                1 + random.nextInt(MAX_QUANTITY),
                PRICES[random.nextInt(PRICES.length)]);
    }
}
