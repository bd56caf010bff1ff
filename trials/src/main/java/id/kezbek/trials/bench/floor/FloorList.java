package id.kezbek.trials.bench.floor;

import id.kezbek.trials.bench.load.PurchaseSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Creates the rows that the floor writes. The rows have the form of the engine's rows for purchases, but no rule
 * decides their values.
 */
final class FloorList {

    /**
     * A purchase with all its further values.
     *
     * @param email null for half of the purchases
     */
    record Row(
            UUID id,
            UUID payout,
            UUID movement,
            long partner,
            String reference,
            String msisdn,
            @Nullable String email,
            String wallet,
            int quantity,
            int amount,
            int cashback) {}

    /** One side of a ledger movement. */
    record Line(Row row, int position) {}

    /** The rows of one transaction. A customer with two purchases has only one row in {@code members}. */
    record Written(List<Row> rows, List<Row> members, List<Row> newMembers, List<Line> lines) {}

    private static final String MSISDN_PREFIX = "62810";

    private final List<Long> partners;
    private final PurchaseSource source;
    private final SplittableRandom random;
    private final int writer;
    private final HashSet<String> known = new HashSet<>();
    private long tick;

    /**
     * @param writer separates the customers of different writers, like the engine's workers
     */
    FloorList(List<Long> partners, int writer, String run, AtomicLong number) {
        this.partners = List.copyOf(partners);
        this.writer = writer;
        this.random = new SplittableRandom(writer);
        this.source = new PurchaseSource(random, PurchaseSource.Share.ALL, run, number);
    }

    Written next(int size) {
        List<Row> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            rows.add(row(source.next()));
        }
        List<Row> members = new ArrayList<>(size);
        List<Row> newMembers = new ArrayList<>();
        HashSet<String> inThisList = new HashSet<>();
        List<Line> lines = new ArrayList<>(size * 2);
        for (Row row : rows) {
            String key = row.partner() + row.msisdn();
            if (inThisList.add(key)) {
                members.add(row);
            }
            if (known.add(key)) {
                newMembers.add(row);
            }
            lines.add(new Line(row, 0));
            lines.add(new Line(row, 1));
        }
        return new Written(rows, members, newMembers, lines);
    }

    private Row row(PurchaseSource.Order order) {
        return new Row(
                id(),
                id(),
                id(),
                partners.get(order.customer() % partners.size()),
                order.reference(),
                order.msisdn(MSISDN_PREFIX) + writer,
                order.hasEmail() ? order.email() : null,
                order.wallet(),
                order.quantity(),
                order.amount(),
                order.amount() / 50);
    }

    /** Ids sort by time, like the engine's ids. Unsorted keys would make the indexes more expensive. */
    private UUID id() {
        tick = Math.max(tick + 1, System.currentTimeMillis() << 12);
        long high = (tick >>> 12 << 16) | 0x7000L | (tick & 0xFFF);
        return new UUID(high, (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
