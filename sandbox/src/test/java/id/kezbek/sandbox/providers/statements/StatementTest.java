package id.kezbek.sandbox.providers.statements;

import static id.kezbek.sandbox.providers.Provider.GOPAIDH2H;
import static id.kezbek.sandbox.providers.Provider.MTRANS;
import static id.kezbek.sandbox.providers.Provider.XENIT;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.providers.book.Intent;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.callbacks.TurnedTime;
import id.kezbek.sandbox.providers.wire.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StatementTest {

    private static final String TODAY = "2026-03-02";
    private static final String TOMORROW = "2026-03-03";
    private static final int LINES = 1_000;

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
    void tellsTheBookWhereNothingIsWrongWithIt() throws IOException {
        pay(MTRANS, LINES);

        assertThat(lines(MTRANS, TODAY)).hasSize(LINES).doesNotHaveDuplicates();
        assertThat(lines(MTRANS, TOMORROW)).isEmpty();
    }

    @Test
    void leavesLinesOut() throws IOException {
        pay(MTRANS, LINES);
        List<String> whole = lines(MTRANS, TODAY);
        anomalies("MTRANS", "{\"missing\":0.1}");

        List<String> stated = lines(MTRANS, TODAY);

        assertThat(stated).hasSizeBetween(LINES * 85 / 100, LINES * 95 / 100);
        assertThat(whole).containsAll(stated);
        assertThat(lines(MTRANS, TOMORROW)).isEmpty();
    }

    @Test
    void tellsOfPaymentsThatNeverWere() throws IOException {
        pay(MTRANS, LINES);
        List<String> whole = lines(MTRANS, TODAY);
        anomalies("middletrans", "{\"extra\":0.1}");

        List<String> stated = new ArrayList<>(lines(MTRANS, TODAY));

        assertThat(stated).containsAll(whole);
        stated.removeAll(whole);
        assertThat(stated)
                .hasSizeBetween(LINES * 5 / 100, LINES * 15 / 100)
                .allSatisfy(line -> assertThat(line)
                        .matches("MTRANS,UNKNOWN-[0-9]{10},MTRANS-X[0-9]{10},628[0-9]+,GPAID,[0-9]+,600,.*"));
    }

    @Test
    void statesWrongAmounts() throws IOException {
        caller.faults(XENIT, "{\"reverse\":1,\"reverse_after_s\":1}");
        caller.order(XENIT, "r", 10);
        time.turn(Duration.ofSeconds(1));
        anomalies("XENIT", "{\"wrong_amount\":1}");

        List<Long> amounts =
                lines(XENIT, TODAY).stream().map(StatementTest::amount).toList();

        assertThat(amounts.getFirst()).isPositive().isNotEqualTo(10);
        assertThat(amounts.getLast()).isNegative().isNotEqualTo(-10);
    }

    @Test
    void doublesLines() throws IOException {
        pay(MTRANS, 3);
        List<String> whole = lines(MTRANS, TODAY);
        anomalies("MTRANS", "{\"duplicated\":1}");

        assertThat(lines(MTRANS, TODAY))
                .containsExactly(whole.get(0), whole.get(0), whole.get(1), whole.get(1), whole.get(2), whole.get(2));
    }

    @Test
    void putsLateLinesIntoTheNextDaysFileAndInNoOther() throws IOException {
        pay(MTRANS, LINES);
        List<String> whole = lines(MTRANS, TODAY);
        anomalies("MTRANS", "{\"next_day\":0.2}");

        List<String> today = lines(MTRANS, TODAY);
        List<String> tomorrow = lines(MTRANS, TOMORROW);

        assertThat(tomorrow).hasSizeBetween(LINES * 15 / 100, LINES * 25 / 100).doesNotContainAnyElementsOf(today);
        Set<String> both = new HashSet<>(today);
        both.addAll(tomorrow);
        assertThat(both).isEqualTo(new HashSet<>(whole));
        assertThat(lines(MTRANS, "2026-03-04")).isEmpty();
    }

    @Test
    void isTheSameFileUnderTheSameSeedHoweverTheBookGrows() throws IOException {
        pay(MTRANS, LINES);
        String mixed =
                "{\"missing\":0.1,\"extra\":0.1,\"wrong_amount\":0.1,\"duplicated\":0.1,\"next_day\":0.1,\"seed\":%d}";
        anomalies("MTRANS", mixed.formatted(3));
        List<String> first = lines(MTRANS, TODAY);

        assertThat(lines(MTRANS, TODAY)).isEqualTo(first);
        pay(XENIT, 1);
        order(MTRANS, "later");
        assertThat(lines(MTRANS, TODAY)).startsWith(first.toArray(String[]::new));
        anomalies("MTRANS", mixed.formatted(4));
        assertThat(lines(MTRANS, TODAY).subList(0, 500)).isNotEqualTo(first.subList(0, 500));
    }

    @Test
    void goPaidsFileNamesNoReferenceEvenOfWhatNeverWas() throws IOException {
        caller.order(GOPAIDH2H, "g", 13);
        anomalies("gopaid", "{\"extra\":1}");

        assertThat(lines(GOPAIDH2H, TODAY))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("GOPAIDH2H,,GOPAIDH2H-"));
    }

    @Test
    void readsAndClearsAnomalies() throws IOException {
        anomalies("XENIT", "{\"missing\":0.25,\"seed\":9}");
        JsonNode set = caller.get("/sandbox/anomalies/xenit").json();
        assertThat(set.propertyNames())
                .containsExactly("missing", "extra", "wrong_amount", "duplicated", "next_day", "seed");
        assertThat(set.path("missing").doubleValue()).isEqualTo(0.25);
        assertThat(set.path("seed").longValue()).isEqualTo(9);
        assertThat(caller.get("/sandbox/anomalies/MTRANS")
                        .json()
                        .path("missing")
                        .doubleValue())
                .isZero();

        anomalies("XENIT", "{}");

        assertThat(caller.get("/sandbox/anomalies/XENIT").json().path("missing").doubleValue())
                .isZero();
        assertThat(caller.get("/sandbox/anomalies/NOBODY").status()).isEqualTo(404);
        assertThat(caller.post("/sandbox/anomalies/XENIT", "{}", Map.of()).status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"missing\":1.1}", "{\"next_day\":\"1\"}", "{\"seed\":1.5}", "{\"late\":1}", "{"})
    void namesTheFieldOfABadAnomaly(String body) throws IOException {
        Caller.Reply reply = caller.put("/sandbox/anomalies/XENIT", body);

        assertThat(reply.status()).isEqualTo(400);
        String field = body.contains("\"") ? body.substring(2, body.indexOf('"', 2)) : "body";
        assertThat(reply.json().path("field").stringValue()).isEqualTo(field);
        assertThat(caller.get("/sandbox/anomalies/XENIT").json().path("missing").doubleValue())
                .isZero();
    }

    private void pay(Provider provider, int orders) {
        for (int number = 0; number < orders; number++) {
            order(provider, "s-" + number);
        }
    }

    private void order(Provider provider, String reference) {
        Order order = new Order(Wallet.GPAID, Caller.MSISDN, 5_000, reference, Order.NEVER_EXPIRES);
        sandbox.book().place(provider, order, new Intent.PayNow(0));
    }

    private void anomalies(String provider, String body) throws IOException {
        assertThat(caller.put("/sandbox/anomalies/" + provider, body).status()).isEqualTo(200);
    }

    private static long amount(String line) {
        return Long.parseLong(line.split(",", -1)[5]);
    }

    /** Without the header. */
    private List<String> lines(Provider provider, String date) throws IOException {
        return caller.get("/sandbox/statement/" + provider + "?date=" + date)
                .text()
                .lines()
                .skip(1)
                .toList();
    }
}
