package id.kezbek.sandbox.providers.statements;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.faults.Draws;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One provider's settlement file of a day, as CSV, made from the book line by line. What is wrong with a line follows
 * from the anomalies' seed and the line itself: the same day downloaded twice is the same file, and a line that is late
 * by a day stands in the next day's file and in no other.
 */
public record Statement(Book book, Provider provider, LocalDate day, Anomalies anomalies) {

    public static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");

    private static final String HEADER = "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n";
    private static final long MAX_WRONG_RUPIAH = 1_000;

    /** What is wrong with a line. */
    private enum Anomaly {
        MISSING,
        WRONG_AMOUNT,
        DUPLICATED,
        NEXT_DAY,
        NONE
    }

    public Stream<String> lines() {
        Stream<String> ofTheDay = book.movements(isOf(day)).flatMap(this::onItsDay);
        Stream<String> late = book.movements(isOf(day.minusDays(1)))
                .filter(line -> anomaly(line) == Anomaly.NEXT_DAY)
                .map(Statement::csv);
        return Stream.of(Stream.of(HEADER), ofTheDay, late).flatMap(part -> part);
    }

    private Predicate<BookLine> isOf(LocalDate wanted) {
        return line -> line.provider() == provider
                && line.at().atZone(ZONE).toLocalDate().equals(wanted);
    }

    private Stream<String> onItsDay(BookLine line) {
        Stream<String> own = switch (anomaly(line)) {
            case MISSING, NEXT_DAY -> Stream.empty();
            case WRONG_AMOUNT -> Stream.of(csv(wrong(line)));
            case DUPLICATED -> Stream.of(csv(line), csv(line));
            case NONE -> Stream.of(csv(line));
        };
        RandomGenerator draws = draws("extra", line);
        return draws.nextDouble() < anomalies.extra() ? Stream.concat(own, Stream.of(csv(extra(line, draws)))) : own;
    }

    private Anomaly anomaly(BookLine line) {
        double draw = draws("anomaly", line).nextDouble();
        double reached = 0;
        for (Anomaly anomaly : Anomaly.values()) {
            reached += share(anomaly);
            if (draw < reached) {
                return anomaly;
            }
        }
        return Anomaly.NONE;
    }

    private double share(Anomaly anomaly) {
        return switch (anomaly) {
            case MISSING -> anomalies.missing();
            case WRONG_AMOUNT -> anomalies.wrongAmount();
            case DUPLICATED -> anomalies.duplicated();
            case NEXT_DAY -> anomalies.nextDay();
            case NONE -> 0;
        };
    }

    /** A payment and its reversal share their reference, so the kind belongs to a line's name. */
    private RandomGenerator draws(String purpose, BookLine line) {
        return Draws.of(anomalies.seed(), purpose + " " + line.kind() + " " + line.reference());
    }

    /** More by up to a thousand rupiah, or less where that leaves something; a reversal stays one. */
    private BookLine wrong(BookLine line) {
        RandomGenerator draws = draws("amount", line);
        long by = draws.nextLong(1, MAX_WRONG_RUPIAH + 1);
        long size = Math.abs(line.amount());
        long wrongSize = draws.nextBoolean() && size > by ? size - by : size + by;
        return line.settledAs(
                line.externalId(), line.reference(), line.amount() < 0 ? -wrongSize : wrongSize, line.fee());
    }

    /** A payment that never was, beside one that was: same customer, wallet and instant, references of its own. */
    private BookLine extra(BookLine line, RandomGenerator draws) {
        String number = Long.toString(draws.nextLong(1_000_000_000L, 10_000_000_000L));
        long amount = draws.nextLong(Order.MIN_AMOUNT, Order.MAX_AMOUNT + 1);
        return line.settledAs(
                "UNKNOWN-" + number, provider.name() + "-X" + number, amount, provider.fee(line.wallet()));
    }

    /** GoPaid's settlement file names no reference of ours, because GoPaid has none. */
    private static String csv(BookLine line) {
        String externalId = line.provider().keepsReferences() ? line.externalId() : null;
        return String.join(
                        ",",
                        line.provider().name(),
                        externalId == null ? "" : quoted(externalId),
                        line.reference(),
                        line.msisdn(),
                        line.wallet().name(),
                        Long.toString(line.amount()),
                        Long.toString(line.fee()),
                        line.at().toString())
                + "\n";
    }

    private static String quoted(String text) {
        boolean plain = text.chars().allMatch(character -> character != ',' && character != '"');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
