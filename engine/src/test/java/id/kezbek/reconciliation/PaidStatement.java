package id.kezbek.reconciliation;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Intent;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.statements.Anomalies;
import id.kezbek.sandbox.providers.statements.Statement;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A provider's statement of payments at noon.
 *
 * @param lines the movements in the provider's book
 */
record PaidStatement(List<BookLine> lines, String statement) {

    static PaidStatement of(Path folder, Provider provider, LocalDate day, int payments) {
        Clock clock = noon(day);
        Ids ids = new Ids(clock, new SplittableRandom(day.toEpochDay() * 7 + provider.ordinal()));
        Wallet wallet = switch (provider) {
            case LSAJAH2H -> Wallet.LSAJA;
            case JOSVOH2H -> Wallet.JOSVO;
            default -> Wallet.GPAID;
        };
        try (Book book = Book.open(folder.resolve(provider + "-" + day), clock)) {
            for (int n = 0; n < payments; n++) {
                book.place(
                        provider,
                        new Order(
                                wallet,
                                "628111" + (2_000_000 + n),
                                5_000 + n,
                                Ids.text(ids.next()),
                                Order.NEVER_EXPIRES),
                        new Intent.PayNow(0));
            }
            String text =
                    new Statement(book, provider, day, Anomalies.none()).lines().collect(Collectors.joining());
            return new PaidStatement(book.movements().toList(), text);
        }
    }

    static Clock noon(LocalDate day) {
        return Clock.fixed(day.atTime(12, 0).atZone(Jakarta.ZONE).toInstant(), Jakarta.ZONE);
    }
}
