package id.kezbek.sandbox.demo.purchases;

import id.kezbek.sandbox.demo.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Generates data/purchases.csv. The same seed gives the same file on every machine. */
public final class PurchaseGenerator {

    /** The purpose of a line in the file. */
    public enum Kind {
        FRESH,
        REPEATED,
        CONFLICTING,
        FAULTY
    }

    private static final long SEED = 20_260_117L;
    static final int ROWS = 3_000;
    static final int REPEATED = 48;
    static final int CONFLICTING = 12;
    static final int FAULTY_OF_EACH_KIND = 5;
    /** The first lines are new purchases, because a repeat needs an earlier purchase. */
    private static final int FRESH_AT_THE_START = 40;

    private static final int CUSTOMERS = 700;
    private static final double STEEPNESS = 0.9;
    private static final int WITHOUT_EMAIL_PERCENT = 45;
    private static final List<String> WALLETS = List.of("LSAJA", "LSAJA", "GPAID", "GPAID", "GPAID", "JOSVO", "JOSVO");
    /** The quantity, mostly one or two pieces, as in a shop. */
    private static final List<Integer> QUANTITIES = List.of(1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 12);
    /**
     * Small prices are more frequent than large prices. The prices include values just below and above the limits of
     * the cashback bands.
     */
    private static final List<String> PRICES = List.of(
            "50000",
            "55000",
            "59900",
            "75000",
            "75000",
            "89000",
            "99000",
            "99000",
            "99900",
            "125000",
            "125000",
            "149900",
            "149999.99",
            "175000",
            "187500.50",
            "199000",
            "199000",
            "249000",
            "249900",
            "299000",
            "350000",
            "399000",
            "449000",
            "499999",
            "499999.99",
            "500000",
            "549000",
            "649000",
            "750000",
            "899000",
            "999000",
            "1250000",
            "1499000",
            "1999000",
            "2499000",
            "3750000",
            "4999999",
            "5000000",
            "7499000",
            "12999000",
            "25000000");

    private final Random random = new Random(SEED);
    private final PowerLaw customers = new PowerLaw(CUSTOMERS, STEEPNESS);
    private final List<PurchaseRow> fresh = new ArrayList<>();
    private int number;

    private PurchaseGenerator() {}

    /** Writes the file; the only argument is its path. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), PurchaseFile.text(generate()));
    }

    static List<PurchaseRow> generate() {
        return new PurchaseGenerator().rows();
    }

    private List<PurchaseRow> rows() {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            faults.addAll(Collections.nCopies(FAULTY_OF_EACH_KIND, fault));
        }
        Collections.shuffle(faults, random);
        List<PurchaseRow> rows = new ArrayList<>(ROWS);
        for (Kind kind : kinds(faults.size())) {
            rows.add(
                    switch (kind) {
                        case FRESH -> fresh();
                        case REPEATED -> earlier();
                        case CONFLICTING -> changed(earlier());
                        case FAULTY -> faults.removeLast().in(purchase());
                    });
        }
        return rows;
    }

    private List<Kind> kinds(int faulty) {
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(REPEATED, Kind.REPEATED));
        kinds.addAll(Collections.nCopies(CONFLICTING, Kind.CONFLICTING));
        kinds.addAll(Collections.nCopies(faulty, Kind.FAULTY));
        kinds.addAll(Collections.nCopies(ROWS - kinds.size() - FRESH_AT_THE_START, Kind.FRESH));
        Collections.shuffle(kinds, random);
        List<Kind> all = new ArrayList<>(Collections.nCopies(FRESH_AT_THE_START, Kind.FRESH));
        all.addAll(kinds);
        return all;
    }

    private PurchaseRow fresh() {
        PurchaseRow row = purchase();
        fresh.add(row);
        return row;
    }

    private PurchaseRow earlier() {
        return fresh.get(random.nextInt(fresh.size()));
    }

    private PurchaseRow purchase() {
        number++;
        int customer = customers.pick(random);
        return new PurchaseRow(
                String.format(Locale.ROOT, "INV/2026/%05d", number),
                String.format(Locale.ROOT, "62811%08d", 10_000_000 + customer * 7_919L),
                // A customer has an e-mail address either in all purchases or in none.
                customer * 37 % 100 < WITHOUT_EMAIL_PERCENT
                        ? ""
                        : String.format(Locale.ROOT, "customer%03d@example.com", customer),
                one(WALLETS),
                Integer.toString(one(QUANTITIES)),
                one(PRICES));
    }

    private static PurchaseRow changed(PurchaseRow row) {
        return new PurchaseRow(
                row.reference(), row.msisdn(), row.email(), row.wallet(), row.quantity(), "1" + row.amount());
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
