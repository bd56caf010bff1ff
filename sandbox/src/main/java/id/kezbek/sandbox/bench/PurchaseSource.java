package id.kezbek.sandbox.bench;

import id.kezbek.sandbox.demo.PowerLaw;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Purchases without end: each with a reference of its own, by customers of whom a few come all the time. */
final class PurchaseSource {

    /** One purchase; its customer's number is below {@link #CUSTOMERS}. */
    record Order(String reference, int customer, String wallet, int quantity, int amount) {

        boolean hasEmail() {
            return customer % 2 == 0;
        }

        String email() {
            return "customer" + customer + "@example.com";
        }

        /** @param prefix five digits that keep one kind of load apart from another */
        String msisdn(String prefix) {
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

    private final RandomGenerator random;
    private final String run;
    private final AtomicLong number;

    /**
     * @param run starts each reference; no two runs on a database may share it
     * @param number shared by all sources of a run
     */
    PurchaseSource(RandomGenerator random, String run, AtomicLong number) {
        this.random = random;
        this.run = run;
        this.number = number;
    }

    Order next() {
        return new Order(
                run + number.getAndIncrement(),
                POPULARITY.pick(random),
                WALLETS[random.nextInt(WALLETS.length)],
                1 + random.nextInt(MAX_QUANTITY),
                PRICES[random.nextInt(PRICES.length)]);
    }
}
