package id.kezbek.sandbox.providers.statements;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.faults.Draws;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One provider's settlement file of a day, as CSV, made from the book line by line. The error of a line depends only on
 * the line and on the seed of the anomalies. So two downloads for one day are equal, and a line that is a day late
 * appears only in the next day's file.
 */
public record Statement(Book book, Provider provider, LocalDate day, Anomalies anomalies) {

    public static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");

    private static final long MAX_WRONG_RUPIAH = 1_000;
    /** Some spreadsheets cut ids to this number of characters. */
    private static final int TRUNCATED_LENGTH = 20;

    /** The error in a line. */
    private enum Anomaly {
        MISSING,
        WRONG_AMOUNT,
        DUPLICATED,
        NEXT_DAY,
        WRONG_FEE,
        WRONG_WALLET,
        WRONG_MSISDN,
        PAID_TWICE,
        REVERSED,
        TRUNCATED_ID,
        LOST_ID,
        NONE
    }

    /** The sums of the written rows, for the last row. */
    private static final class Sums {
        private long rows;
        private long total;
    }

    public Stream<String> lines() {
        Layout layout = Layout.of(provider);
        Sums sums = new Sums();
        Stream<BookLine> ofTheDay = book.movements(isOf(day)).flatMap(this::onItsDay);
        Stream<BookLine> late =
                book.movements(isOf(day.minusDays(1))).filter(line -> anomaly(line) == Anomaly.NEXT_DAY);
        Stream<String> rows = Stream.concat(ofTheDay, late).flatMap(line -> {
            List<String> written = layout.rows(line);
            sums.rows += written.size();
            sums.total += layout.stated(line);
            return written.stream();
        });
        Stream<String> trailer = Stream.of(day)
                .map(last ->
                        layout.trailer(sums.rows, sums.total, balanceBefore(last), balanceBefore(last.plusDays(1))));
        return Stream.of(Stream.of(layout.header()), rows, trailer).flatMap(part -> part);
    }

    /** The name of the anomaly that this file has in the line of a movement; empty if the line is correct. */
    public Optional<String> mistake(BookLine line) {
        Anomaly anomaly = anomaly(line);
        return anomaly == Anomaly.NONE
                ? Optional.empty()
                : Optional.of(anomaly.name().toLowerCase(Locale.ROOT));
    }

    /** The true balance according to the book, even if the file has errors. */
    private long balanceBefore(LocalDate next) {
        return Book.OPENING_BALANCE
                - book.movements(line -> line.provider() == provider
                                && line.at().atZone(ZONE).toLocalDate().isBefore(next))
                        .mapToLong(line -> line.amount() + line.fee())
                        .sum();
    }

    private Predicate<BookLine> isOf(LocalDate wanted) {
        return line -> line.provider() == provider
                && line.at().atZone(ZONE).toLocalDate().equals(wanted);
    }

    private Stream<BookLine> onItsDay(BookLine line) {
        Stream<BookLine> own = switch (anomaly(line)) {
            case MISSING, NEXT_DAY -> Stream.empty();
            case WRONG_AMOUNT -> Stream.of(wrong(line));
            case DUPLICATED -> Stream.of(line, line);
            case WRONG_FEE ->
                Stream.of(line.settledAs(
                        line.externalId(),
                        line.reference(),
                        line.amount(),
                        line.fee() + draws("fee", line).nextLong(1, MAX_WRONG_RUPIAH + 1)));
            case WRONG_WALLET -> Stream.of(line.settledFor(line.msisdn(), otherWallet(line.wallet())));
            case WRONG_MSISDN -> Stream.of(line.settledFor(otherNumber(line.msisdn()), line.wallet()));
            case PAID_TWICE ->
                Stream.of(line, line.settledAs(line.externalId(), line.reference() + "-T", line.amount(), line.fee()));
            case REVERSED -> Stream.of(line, line.settledAs(line.externalId(), line.reference(), -line.amount(), 0));
            case TRUNCATED_ID -> Stream.of(truncated(line));
            case LOST_ID -> Stream.of(line.settledAs(null, "", line.amount(), line.fee()));
            case NONE -> Stream.of(line);
        };
        RandomGenerator draws = draws("extra", line);
        return draws.nextDouble() < anomalies.extra() ? Stream.concat(own, Stream.of(extra(line, draws))) : own;
    }

    private static BookLine truncated(BookLine line) {
        String id = line.externalId();
        return id == null || id.length() <= TRUNCATED_LENGTH
                ? line
                : line.settledAs(id.substring(0, TRUNCATED_LENGTH), "", line.amount(), line.fee());
    }

    private static Wallet otherWallet(Wallet wallet) {
        return wallet == Wallet.JOSVO ? Wallet.GPAID : Wallet.JOSVO;
    }

    /** The same phone number with another last digit. */
    private static String otherNumber(String msisdn) {
        char last = msisdn.charAt(msisdn.length() - 1);
        return msisdn.substring(0, msisdn.length() - 1) + (last == '9' ? '0' : (char) (last + 1));
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
            case WRONG_FEE -> anomalies.wrongFee();
            case WRONG_WALLET -> anomalies.wrongWallet();
            case WRONG_MSISDN -> anomalies.wrongMsisdn();
            case PAID_TWICE -> anomalies.paidTwice();
            case REVERSED -> anomalies.reversed();
            case TRUNCATED_ID -> anomalies.truncatedId();
            case LOST_ID -> anomalies.lostId();
            case NONE -> 0;
        };
    }

    /** A payment and its reversal have the same reference, so the name for the draws includes the kind. */
    private RandomGenerator draws(String purpose, BookLine line) {
        return Draws.of(anomalies.seed(), purpose + " " + line.kind() + " " + line.reference());
    }

    /**
     * Changes the amount by at most a thousand rupiah, without changing its sign. The amount becomes lower only if the
     * result is above zero.
     */
    private BookLine wrong(BookLine line) {
        RandomGenerator draws = draws("amount", line);
        long by = draws.nextLong(1, MAX_WRONG_RUPIAH + 1);
        long size = Math.abs(line.amount());
        long wrongSize = draws.nextBoolean() && size > by ? size - by : size + by;
        return line.settledAs(
                line.externalId(), line.reference(), line.amount() < 0 ? -wrongSize : wrongSize, line.fee());
    }

    /**
     * A false payment with the customer, wallet and time of a real payment, but with other references and another
     * amount.
     */
    private BookLine extra(BookLine line, RandomGenerator draws) {
        String number = Long.toString(draws.nextLong(1_000_000_000L, 10_000_000_000L));
        long amount = draws.nextLong(Order.MIN_AMOUNT, Order.MAX_AMOUNT + 1);
        return line.settledAs(
                "UNKNOWN-" + number, provider.name() + "-X" + number, amount, provider.fee(line.wallet()));
    }
}
