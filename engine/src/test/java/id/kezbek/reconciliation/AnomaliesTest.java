package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

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
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twelve kinds of mistakes in ten thousand lines, from a seed: each is found with the right kind, and nothing else is
 * found.
 */
@EngineTest
class AnomaliesTest {

    private static final LocalDate DAY = LocalDate.of(2025, 2, 11);
    /** More lines with {@code -Dreconciliation.lines=100000}. */
    private static final int LINES = Integer.getInteger("reconciliation.lines", 10_000);

    private static final int LATE_SUCCESSES = 20;
    private static final Anomalies ALL =
            new Anomalies(0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 42);

    /** The expected kind of each mistake; the other mistakes are found and matched. */
    private static final Map<String, String> KINDS = Map.of(
            "missing", "MISSING",
            "wrong_amount", "AMOUNT",
            "duplicated", "DUPLICATE_LINE",
            "wrong_fee", "FEE",
            "wrong_wallet", "WALLET_OR_MSISDN",
            "wrong_msisdn", "WALLET_OR_MSISDN",
            "paid_twice", "PAID_TWICE",
            "reversed", "UNKNOWN_REVERSAL");

    @TempDir
    private Path folder;

    private final EngineUnderTest engine;
    private final AttemptsOfTests attempts;
    private StatementCalls calls;

    AnomaliesTest(EngineUnderTest engine) {
        this.engine = engine;
        this.attempts = new AttemptsOfTests(engine);
    }

    @BeforeEach
    void open() {
        calls = new StatementCalls(engine);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void eachMistakeIsFoundOnceAndOfTheRightKind() {
        Instant noon = DAY.atTime(12, 0).atZone(Jakarta.ZONE).toInstant();
        Clock clock = Clock.fixed(noon, Jakarta.ZONE);
        Ids ids = new Ids(clock, new SplittableRandom(5));
        try (Book book = Book.open(folder.resolve("book"), clock)) {
            for (int n = 0; n < LINES; n++) {
                Order order = new Order(
                        Wallet.GPAID,
                        "62811" + (20_000_000 + n),
                        1_000 + n % 7_000,
                        Ids.text(ids.next()),
                        Order.NEVER_EXPIRES);
                book.place(Provider.MTRANS, order, new Intent.PayNow(0));
            }
            List<BookLine> booked = book.movements().toList();
            assertThat(booked).hasSize(LINES);
            Statement statement = new Statement(book, Provider.MTRANS, DAY, ALL);
            List<BookLine> right = booked.stream()
                    .filter(line -> statement.mistake(line).isEmpty())
                    .toList();
            Set<String> late = new HashSet<>();
            right.stream().limit(LATE_SUCCESSES).forEach(line -> late.add(line.externalId()));
            attempts.insert(booked, line -> late.contains(line.externalId()) ? "FAILED" : "SUCCEEDED");

            // The late lines come first: no payment of the distant past waits for the file of the next day.
            Answer next = calls.put(
                    "MTRANS", DAY.plusDays(1), text(new Statement(book, Provider.MTRANS, DAY.plusDays(1), ALL)));
            assertThat(next.status()).as(next.v2()).isEqualTo(201);
            assertThat(calls.put("MTRANS", DAY, text(statement)).status()).isEqualTo(201);

            Map<String, List<String>> expected = new HashMap<>();
            for (BookLine line : booked) {
                String kind = statement.mistake(line).map(KINDS::get).orElse(null);
                if (kind != null) {
                    expected.computeIfAbsent(kind, k -> new ArrayList<>()).add(line.externalId());
                }
            }
            expected.put("LATE_SUCCESS", List.copyOf(late));
            Map<String, List<String>> found = found();
            long extra = text(statement)
                    .lines()
                    .filter(line -> line.contains(",UNKNOWN-"))
                    .count();
            assertThat(found.remove("UNKNOWN_PAYMENT"))
                    .hasSize((int) extra)
                    .allMatch(reference -> reference.startsWith("UNKNOWN-"));
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((kind, references) ->
                    assertThat(found.get(kind)).as(kind).containsExactlyInAnyOrderElementsOf(references));
            assertThat(expected.values()).allMatch(references -> references.size() >= LATE_SUCCESSES);
        }
    }

    /** The objects of every difference of the two files and their attempts, by kind, in any state. */
    private Map<String, List<String>> found() {
        Map<String, List<String>> found = new HashMap<>();
        engine.database().sql("""
                        select b.kind, b.attempt, l.our_reference from reconciliation.break b
                        left join reconciliation.line l on l.file = b.file and l.number = b.number and l.part = b.part
                        where b.provider = 'MTRANS' and b.day between ? and ?""").params(DAY.minusDays(2), DAY.plusDays(2)).query(row -> {
            java.util.UUID attempt = row.getObject("attempt", java.util.UUID.class);
            String reference = attempt == null ? row.getString("our_reference") : Ids.text(attempt);
            found.computeIfAbsent(row.getString("kind"), k -> new ArrayList<>()).add(reference);
        });
        return found;
    }

    private static String text(Statement statement) {
        StringBuilder text = new StringBuilder();
        statement.lines().forEach(text::append);
        return text.toString();
    }
}
