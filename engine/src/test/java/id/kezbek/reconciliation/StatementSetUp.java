package id.kezbek.reconciliation;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The set-up of tests of statements: the calls of finance, and the attempts that a statement lists. */
abstract class StatementSetUp {

    final EngineUnderTest engine;
    final AttemptsOfTests attempts;
    StatementCalls calls;
    StaffCalls staff;

    StatementSetUp(EngineUnderTest engine) {
        this.engine = engine;
        this.attempts = new AttemptsOfTests(engine);
    }

    @BeforeEach
    void open() {
        calls = new StatementCalls(engine);
        staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        calls.close();
        staff.close();
    }

    /**
     * Payments of XENIT at noon of the day, of 6,000 rupiah upwards.
     *
     * @param name begins the provider's references
     * @param customers the customers' numbers count from this one
     */
    static List<BookLine> paidByXenit(String name, long customers, LocalDate day, int payments) {
        Clock noon = Clock.fixed(day.atTime(12, 0).atZone(Jakarta.ZONE).toInstant(), Jakarta.ZONE);
        Ids ids = new Ids(noon, new SplittableRandom(day.toEpochDay()));
        return IntStream.range(0, payments)
                .mapToObj(n -> new BookLine(
                        BookLine.Kind.PAID,
                        Provider.XENIT,
                        Ids.text(ids.next()),
                        name + "-" + day + "-" + n,
                        Long.toString(customers + n),
                        Wallet.GPAID,
                        6_000 + n,
                        550,
                        noon.millis(),
                        0,
                        0,
                        null))
                .toList();
    }
}
