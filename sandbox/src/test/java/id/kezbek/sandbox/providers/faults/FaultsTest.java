package id.kezbek.sandbox.providers.faults;

import static id.kezbek.sandbox.providers.Provider.GOPAIDH2H;
import static id.kezbek.sandbox.providers.Provider.JOSVOH2H;
import static id.kezbek.sandbox.providers.Provider.LSAJAH2H;
import static id.kezbek.sandbox.providers.Provider.MTRANS;
import static id.kezbek.sandbox.providers.Provider.XENIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.callbacks.TurnedTime;
import id.kezbek.sandbox.providers.faults.Misbehaviour.Fate;
import id.kezbek.sandbox.providers.faults.Misbehaviour.Mishap;
import id.kezbek.sandbox.providers.wire.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class FaultsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int ORDERS = 10_000;

    @TempDir
    private Path folder;

    private final TurnedTime time = new TurnedTime();
    private ProviderSandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = ProviderSandbox.start(folder, time, ProviderSandbox.DEFAULT_TOKEN_TTL, time);
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        caller.close();
        sandbox.close();
    }

    @Test
    void refusesInTheProvidersWords() throws IOException {
        for (Provider provider : Provider.values()) {
            caller.faults(provider, "{\"refuse\":1}");
        }

        assertThat(caller.order(LSAJAH2H, "a", 10).status()).isEqualTo(422);
        assertThat(caller.order(GOPAIDH2H, "a", 10).status()).isEqualTo(422);
        assertThat(word(JOSVOH2H, "code")).isEqualTo("403");
        assertThat(word(MTRANS, "statusCode")).isEqualTo("05");
        assertThat(word(XENIT, "topup_status")).isEqualTo("403");
        assertThat(sandbox.book().size()).isZero();
        assertThat(caller.status(MTRANS, "a")).isEqualTo("FAILED");
    }

    @Test
    void neverRefusesPaidOrder() throws IOException {
        Caller.Reply paid = caller.order(MTRANS, "a", 10);
        caller.faults(MTRANS, "{\"refuse\":1}");

        assertThat(caller.order(MTRANS, "a", 10)).isEqualTo(paid);
    }

    @ParameterizedTest
    @EnumSource
    void breaksBeforeMoneyMoves(Provider provider) throws IOException {
        caller.faults(provider, "{\"error_before\":1}");

        assertThat(caller.order(provider, "a", 10).status()).isEqualTo(500);
        assertThat(sandbox.book().size()).isZero();
        if (provider.keepsReferences()) {
            assertThat(caller.inquire(provider, "a").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void breaksAfterMoneyMoved(Provider provider) throws IOException {
        caller.faults(provider, "{\"error_after\":1}");

        assertThat(caller.order(provider, "a", 10).status()).isEqualTo(500);
        assertThat(sandbox.book().size()).isEqualTo(1);
        if (provider.keepsReferences()) {
            assertThat(caller.status(provider, "a")).isEqualTo("SUCCESS");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fallsSilentBeforeOrAfterMoneyMoved(Provider provider) throws IOException {
        caller.faults(provider, "{\"timeout_before\":1}");
        assertThatThrownBy(() -> caller.patient(SHORT).order(provider, "before", 10))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.book().size()).isZero();

        caller.faults(provider, "{\"timeout_after\":1}");
        assertThatThrownBy(() -> caller.patient(SHORT).order(provider, "after", 10))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.book().size()).isEqualTo(1);
    }

    @Test
    void silenceDoesNotAffectOthers() throws IOException {
        caller.faults(MTRANS, "{\"timeout_before\":1}");
        for (int call = 0; call < 40; call++) {
            String reference = "s-" + call;
            assertThatThrownBy(() -> caller.patient(Duration.ofMillis(30)).order(MTRANS, reference, 10))
                    .isInstanceOf(HttpTimeoutException.class);
        }

        assertThat(caller.patient(Duration.ofSeconds(5)).order(XENIT, "a", 10).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void resetsTheConnectionAfterMoneyMoved(Provider provider) throws IOException {
        caller.faults(provider, "{\"reset_after\":1}");

        assertThatThrownBy(() -> caller.order(provider, "a", 10))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
        assertThat(caller.get("/sandbox/book?external_id=a").json().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void garblesTheAnswerAfterMoneyMoved(Provider provider) throws IOException {
        caller.faults(provider, "{\"garbled\":1}");

        Caller.Reply reply = caller.order(provider, "a", 10);
        assertThat(reply.status()).isEqualTo(200);
        assertThatThrownBy(reply::json).isInstanceOf(JacksonException.class);
        assertThat(sandbox.book().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOPAIDH2H")
    void paysLateAndNeverDeniesIt(Provider provider) throws IOException {
        caller.faults(provider, "{\"late_success\":1,\"late_after_s\":9}");
        List<Integer> statuses = new ArrayList<>();
        for (int order = 0; order < 12; order++) {
            assertThat(caller.order(provider, "l-" + order, 10).status()).isIn(200, 503);
            Caller.Reply inquiry = caller.inquire(provider, "l-" + order);
            statuses.add(inquiry.status());
            assertThat(inquiry.text()).doesNotContain("FAILED", "SUCCESS");
        }
        assertThat(statuses).contains(200, 404);
        assertThat(sandbox.book().size()).isZero();

        time.turn(Duration.ofSeconds(9));

        assertThat(sandbox.book().size()).isEqualTo(12);
        assertThat(caller.status(provider, "l-3")).isEqualTo("SUCCESS");
        assertThat(caller.order(provider, "l-3", 10).status()).isEqualTo(200);
        assertThat(sandbox.book().size()).isEqualTo(12);
    }

    /** GoPaid cannot report a delay and answers no inquiry: the order fails, but the money is paid later. */
    @Test
    void goPaidPaysLateWithoutAWord() throws IOException {
        caller.faults(GOPAIDH2H, "{\"late_success\":1,\"late_after_s\":9}");

        assertThat(caller.order(GOPAIDH2H, "a", 10).status()).isEqualTo(503);
        assertThat(sandbox.book().size()).isZero();

        time.turn(Duration.ofSeconds(9));

        JsonNode book = caller.get("/sandbox/book?external_id=a").json();
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.get(0).path("amount").longValue()).isEqualTo(10);
    }

    @Test
    void reversesPaymentOfGoPaid() throws IOException {
        caller.faults(GOPAIDH2H, "{\"reverse\":1,\"reverse_after_s\":3}");
        assertThat(caller.order(GOPAIDH2H, "a", 10).status()).isEqualTo(200);

        time.turn(Duration.ofSeconds(3));

        assertThat(caller.get("/sandbox/book?external_id=a")
                        .json()
                        .get(1)
                        .path("amount")
                        .longValue())
                .isEqualTo(-10);
    }

    @Test
    void takesPaymentsBack() throws IOException {
        caller.faults(XENIT, "{\"reverse\":1,\"reverse_after_s\":3}");
        caller.order(XENIT, "a", 10);
        assertThat(caller.status(XENIT, "a")).isEqualTo("SUCCESS");

        time.turn(Duration.ofSeconds(3));

        JsonNode book = caller.get("/sandbox/book?msisdn=" + Caller.MSISDN).json();
        assertThat(book.size()).isEqualTo(2);
        assertThat(book.get(1).path("amount").longValue()).isEqualTo(-10);
        assertThat(caller.status(XENIT, "a")).isEqualTo("FAILED");
        assertThat(sandbox.book().balance(XENIT)).isEqualTo(Book.OPENING_BALANCE - 650);
    }

    @Test
    void answersLater() throws IOException {
        caller.faults(XENIT, "{\"latency_ms\":400}");

        assertThatThrownBy(() -> caller.patient(SHORT).order(XENIT, "a", 10)).isInstanceOf(HttpTimeoutException.class);
        assertThat(caller.patient(Duration.ofSeconds(5)).status(XENIT, "a")).isEqualTo("SUCCESS");
    }

    @Test
    void readsAndClearsFaults() throws IOException {
        caller.faults(XENIT, "{\"refuse\":0.25,\"seed\":9}");
        JsonNode set = caller.get("/sandbox/faults/xenit").json();
        assertThat(set.path("refuse").doubleValue()).isEqualTo(0.25);
        assertThat(set.path("seed").longValue()).isEqualTo(9);
        assertThat(set.propertyNames()).hasSize(16);

        caller.faults(XENIT, "{}");

        assertThat(caller.get("/sandbox/faults/XENIT").json().path("refuse").doubleValue())
                .isZero();
        assertThat(caller.get("/sandbox/faults/NOBODY").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"refuse\":1.1}",
                "{\"refuse\":-0.1}",
                "{\"refuse\":\"1\"}",
                "{\"refuse\":null}",
                "{\"latency_ms\":-1}",
                "{\"late_after_s\":1.5}",
                "{\"seed\":\"x\"}",
                "{\"refusal\":1}",
                "[]",
                "{"
            })
    void namesTheFieldOfABadFault(String body) throws IOException {
        Caller.Reply reply = caller.faults(XENIT, body);

        assertThat(reply.status()).isEqualTo(400);
        String field = body.contains("\"") ? body.substring(2, body.indexOf('"', 2)) : "body";
        assertThat(reply.json().path("field").stringValue()).isEqualTo(field);
    }

    @Test
    void repeatsItselfUnderTheSameSeed() {
        List<Fate> fates = fates(new Misbehaviour(MTRANS, mixed(7)));

        assertThat(fates(new Misbehaviour(MTRANS, mixed(7)))).isEqualTo(fates);
        assertThat(fates(new Misbehaviour(MTRANS, mixed(8)))).isNotEqualTo(fates);
        assertThat(fates)
                .extracting(Fate::delayMillis)
                .contains(15L, 25L)
                .allMatch(millis -> millis >= 15 && millis <= 25);
        for (Mishap mishap : Mishap.values()) {
            long expected = mishap == Mishap.NONE ? 2 * ORDERS / 10 : ORDERS / 10;
            assertThat(fates.stream().filter(fate -> fate.mishap() == mishap).count())
                    .as(mishap.name())
                    .isBetween(expected * 85 / 100, expected * 115 / 100);
        }
    }

    @Test
    void faultsDependOnOrderAndNotOnArrival() {
        List<Fate> oneAfterTheOther = fates(new Misbehaviour(MTRANS, mixed(7)));

        Misbehaviour crowded = new Misbehaviour(MTRANS, mixed(7));
        List<Fate> backwards = IntStream.range(0, ORDERS)
                .map(number -> ORDERS - 1 - number)
                .boxed()
                .parallel()
                .map(number -> crowded.ofOrder(order(number, "anew-" + number)))
                .toList();

        assertThat(backwards.reversed()).isEqualTo(oneAfterTheOther);
    }

    /** Otherwise the next provider would refuse the same order after a fail-over. */
    @Test
    void providersFailApartUnderOneSeed() {
        assertThat(fates(new Misbehaviour(XENIT, mixed(7)))).isNotEqualTo(fates(new Misbehaviour(MTRANS, mixed(7))));
    }

    @Test
    void equalOrdersMeetFatesOfTheirOwn() {
        Misbehaviour first = new Misbehaviour(GOPAIDH2H, mixed(7));
        Misbehaviour second = new Misbehaviour(GOPAIDH2H, mixed(7));

        List<Fate> fates =
                Stream.generate(() -> first.ofOrder(order(1, null))).limit(200).toList();

        assertThat(Stream.generate(() -> second.ofOrder(order(1, null))).limit(200))
                .isEqualTo(fates);
        assertThat(fates).extracting(Fate::mishap).contains(Mishap.values());
    }

    @Test
    void concurrentOrdersMeetTheFaultsThatTheyMeetOneAfterTheOther() throws Exception {
        String often = "{\"error_before\":0.3,\"refuse\":0.2,\"seed\":11}";
        List<Integer> amounts = IntStream.range(1, 61).boxed().toList();

        caller.faults(JOSVOH2H, often);
        List<Boolean> alone = amounts.stream()
                .map(amount -> breaks(JOSVOH2H, "alone-", amount))
                .toList();
        caller.faults(JOSVOH2H, often);
        List<Boolean> crowded = amounts.parallelStream()
                .map(amount -> breaks(JOSVOH2H, "crowded-", amount))
                .toList();

        assertThat(crowded).isEqualTo(alone).contains(true, false);
    }

    private boolean breaks(Provider provider, String references, int amount) {
        try {
            return caller.order(provider, references + amount, amount).status() == 500;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Faults mixed(int seed) {
        return FaultsForm.read("""
                {"latency_ms":20,"jitter_ms":5,"refuse":0.1,"error_before":0.1,"error_after":0.1,
                "timeout_before":0.1,"timeout_after":0.1,"reset_after":0.1,"garbled":0.1,"late_success":0.1,
                "reverse":0.2,"callback":0.5,"seed":%d}
                """.formatted(seed));
    }

    private static List<Fate> fates(Misbehaviour misbehaviour) {
        return IntStream.range(0, ORDERS)
                .mapToObj(number -> misbehaviour.ofOrder(order(number, "R-" + number)))
                .toList();
    }

    private static Order order(int number, @Nullable String reference) {
        return new Order(Wallet.GPAID, Caller.MSISDN, 1 + number, reference, Order.NEVER_EXPIRES);
    }

    private String word(Provider provider, String field) throws IOException {
        Caller.Reply reply = caller.order(provider, "a", 10);
        assertThat(reply.status()).isEqualTo(200);
        return reply.json().path(field).stringValue();
    }
}
