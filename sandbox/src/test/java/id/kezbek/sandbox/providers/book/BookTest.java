package id.kezbek.sandbox.providers.book;

import static id.kezbek.sandbox.providers.Provider.GOPAIDH2H;
import static id.kezbek.sandbox.providers.Provider.LSAJAH2H;
import static id.kezbek.sandbox.providers.Provider.MTRANS;
import static id.kezbek.sandbox.providers.Provider.XENIT;
import static id.kezbek.sandbox.providers.wire.Caller.MSISDN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.providers.callbacks.TurnedTime;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookTest {

    private static final Intent PAY = new Intent.PayNow(0);

    @TempDir
    private Path folder;

    private final TurnedTime time = new TurnedTime();

    @ParameterizedTest
    @CsvSource({
        "LSAJAH2H,LSAJA,750", "GOPAIDH2H,GPAID,400", "JOSVOH2H,JOSVO,700",
        "MTRANS,LSAJA,500", "MTRANS,GPAID,600", "MTRANS,JOSVO,650",
        "XENIT,LSAJA,650", "XENIT,GPAID,550", "XENIT,JOSVO,450"
    })
    void takesAmountAndFeeFromTheBalance(Provider provider, Wallet wallet, long fee) {
        try (Book book = open()) {
            book.place(provider, order(wallet, "A", 1000), PAY);

            assertThat(book.balance(provider)).isEqualTo(Book.OPENING_BALANCE - 1000 - fee);
            assertThat(book.movements().findFirst().orElseThrow().fee()).isEqualTo(fee);
        }
    }

    @Test
    void knowsEverythingAfterRestart() {
        String late;
        try (Book book = open()) {
            book.place(MTRANS, order(Wallet.LSAJA, "paid", 10), PAY);
            book.place(MTRANS, order(Wallet.LSAJA, "declined", 10), new Intent.Decline());
            late = line(book.place(MTRANS, order(Wallet.LSAJA, "late", 10), new Intent.PayLater(5000, true, 0)))
                    .reference();
            book.place(MTRANS, order(Wallet.LSAJA, "reversed", 10), new Intent.PayNow(5000));
            book.reverse(book.find(MTRANS, "reversed").orElseThrow().reference());
            book.place(GOPAIDH2H, order(Wallet.GPAID, "twice", 10), PAY);
            book.place(GOPAIDH2H, order(Wallet.GPAID, "twice", 10), PAY);
        }
        try (Book book = open()) {
            assertThat(book.movements().map(line -> line.externalId() + line.amount()))
                    .containsExactly("paid10", "reversed10", "reversed-10", "twice10", "twice10");
            assertThat(book.find(MTRANS, "declined").orElseThrow().refusal()).isEqualTo(Refusal.DECLINED);
            assertThat(book.due()).extracting(BookLine::reference).containsExactly(late);
            assertThat(book.balance(MTRANS)).isEqualTo(Book.OPENING_BALANCE - 20 - 3 * 500);
            assertThat(book.keepPromise(late)).isPresent();
            assertThat(book.keepPromise(late)).isEmpty();
            assertThat(book.balance(MTRANS)).isEqualTo(Book.OPENING_BALANCE - 20 - 3 * 500);
            assertThat(book.place(MTRANS, order(Wallet.LSAJA, "paid", 10), PAY))
                    .isInstanceOfSatisfying(
                            Outcome.Booked.class,
                            booked -> assertThat(booked.isNew()).isFalse());
        }
    }

    @Test
    void givesReferencesThatARestartDoesNotRepeat() {
        String first;
        try (Book book = open()) {
            first = line(book.place(XENIT, order(Wallet.JOSVO, "a", 1), PAY)).reference();
        }
        try (Book book = open()) {
            assertThat(line(book.place(XENIT, order(Wallet.JOSVO, "b", 1), PAY)).reference())
                    .isNotEqualTo(first);
        }
    }

    @Test
    void dropsALineThatWasNeverFinished() throws IOException {
        try (Book book = open()) {
            book.place(MTRANS, order(Wallet.LSAJA, "whole", 10), PAY);
        }
        Files.writeString(file(), "{\"kind\":\"PAID\",\"prov", StandardOpenOption.APPEND);
        try (Book book = open()) {
            assertThat(book.size()).isEqualTo(1);
            book.place(MTRANS, order(Wallet.LSAJA, "next", 10), PAY);
        }
        try (Book book = open()) {
            assertThat(book.movements().map(BookLine::externalId)).containsExactly("whole", "next");
        }
    }

    @Test
    void refusesASecondOwnerOfTheFile() {
        try (Book first = open()) {
            assertThat(first.size()).isZero();
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesOrderAboveBalance() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), """
                {"kind":"PAID","provider":"LSAJAH2H","external_id":"big","reference":"x","msisdn":"628118770510",\
                "wallet":"LSAJA","amount":999999998250,"fee":750,"at_millis":1}
                """);
        try (Book book = open()) {
            assertThat(line(book.place(LSAJAH2H, order(Wallet.LSAJA, "more", 251), PAY))
                            .refusal())
                    .isEqualTo(Refusal.INSUFFICIENT_BALANCE);
            assertThat(line(book.place(LSAJAH2H, order(Wallet.LSAJA, "rest", 250), PAY))
                            .kind())
                    .isEqualTo(BookLine.Kind.PAID);
            assertThat(book.balance(LSAJAH2H)).isZero();
        }
    }

    @Test
    void movesMoneyOnceForManyCallersOfOneReference() throws InterruptedException {
        try (Book book = open();
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Callable<Outcome>> calls = IntStream.range(0, 400)
                    .mapToObj(index -> (Callable<Outcome>)
                            () -> book.place(MTRANS, order(Wallet.GPAID, "ref-" + index % 20, 10), PAY))
                    .toList();
            callers.invokeAll(calls);

            assertThat(book.movements().collect(Collectors.groupingBy(BookLine::externalId, Collectors.counting())))
                    .hasSize(20)
                    .allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
        }
    }

    @Test
    void continuesDueWorkAfterRestart() {
        TurnedTime before = new TurnedTime();
        try (ProviderSandbox sandbox =
                ProviderSandbox.start(folder, before, ProviderSandbox.DEFAULT_TOKEN_TTL, before)) {
            sandbox.book().place(MTRANS, order(Wallet.LSAJA, "late", 10), new Intent.PayLater(5000, false, 7000));
        }
        TurnedTime after = new TurnedTime();
        try (ProviderSandbox sandbox = ProviderSandbox.start(folder, after, ProviderSandbox.DEFAULT_TOKEN_TTL, after)) {
            after.turn(Duration.ofSeconds(5));
            assertThat(sandbox.book().movements().map(BookLine::amount)).containsExactly(10L);
            after.turn(Duration.ofSeconds(7));
            assertThat(sandbox.book().movements().map(BookLine::amount)).containsExactly(10L, -10L);
        }
    }

    private Book open() {
        return Book.open(file(), time);
    }

    private Path file() {
        return folder.resolve("providers").resolve("book.jsonl");
    }

    private static BookLine line(Outcome outcome) {
        return ((Outcome.Booked) outcome).line();
    }

    private static Order order(Wallet wallet, String reference, long amount) {
        return new Order(wallet, MSISDN, amount, reference, Order.NEVER_EXPIRES);
    }
}
