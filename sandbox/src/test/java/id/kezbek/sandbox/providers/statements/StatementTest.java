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
    void equalsBookWithoutAnomalies() throws IOException {
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
    void containsFalsePayments() throws IOException {
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
    void sameSeedGivesSameFile() throws IOException {
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
    void goPaidsFileContainsNoReferences() throws IOException {
        caller.order(GOPAIDH2H, "g", 13);
        anomalies("gopaid", "{\"extra\":1}");

        assertThat(lines(GOPAIDH2H, TODAY))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("GOPAIDH2H;;GOPAIDH2H-"));
    }

    @Test
    void readsAndClearsAnomalies() throws IOException {
        anomalies("XENIT", "{\"missing\":0.25,\"seed\":9}");
        JsonNode set = caller.get("/sandbox/anomalies/xenit").json();
        assertThat(set.propertyNames())
                .containsExactly(
                        "missing",
                        "extra",
                        "wrong_amount",
                        "duplicated",
                        "next_day",
                        "wrong_fee",
                        "wrong_wallet",
                        "wrong_msisdn",
                        "paid_twice",
                        "reversed",
                        "truncated_id",
                        "lost_id",
                        "seed");
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

    @Test
    void lastRowContainsTotalAndBalances() throws IOException {
        pay(MTRANS, 3);

        assertThat(whole(MTRANS, TODAY).getLast()).isEqualTo("TRAILER,3,15000,1000000000000,999999983200");
        assertThat(whole(MTRANS, TOMORROW).getLast()).isEqualTo("TRAILER,0,0,999999983200,999999983200");
    }

    @Test
    void filesOfProvidersDifferInFormat() throws IOException {
        caller.order(GOPAIDH2H, "g", 13_000);
        caller.order(Provider.LSAJAH2H, "l", 13_000);
        caller.order(Provider.JOSVOH2H, "j", 13_000);

        assertThat(whole(GOPAIDH2H, TODAY).get(0)).startsWith("\uFEFFprovider;");
        assertThat(whole(GOPAIDH2H, TODAY).get(1)).contains(";13.000,00;400,00;02/03/2026 ");
        assertThat(whole(Provider.LSAJAH2H, TODAY).get(1)).contains("\t13000.00\t750.00\t2026-03-02 ");
        assertThat(whole(Provider.JOSVOH2H, TODAY).subList(1, 3))
                .satisfiesExactly(
                        paid -> assertThat(paid).contains(",-13000,PAYMENT,"),
                        fee -> assertThat(fee).contains(",-700,FEE,"));
    }

    @Test
    void stateOtherKindsOfMistakes() throws IOException {
        pay(MTRANS, 1);
        String right = lines(MTRANS, TODAY).getFirst();
        anomalies("MTRANS", "{\"wrong_wallet\":1}");
        assertThat(lines(MTRANS, TODAY).getFirst()).isEqualTo(right.replace(",GPAID,", ",JOSVO,"));
        anomalies("MTRANS", "{\"wrong_msisdn\":1}");
        assertThat(lines(MTRANS, TODAY).getFirst()).doesNotContain(Caller.MSISDN);
        anomalies("MTRANS", "{\"wrong_fee\":1}");
        assertThat(lines(MTRANS, TODAY).getFirst()).contains(",5000,").doesNotContain(",5000,600,");
        anomalies("MTRANS", "{\"paid_twice\":1}");
        assertThat(lines(MTRANS, TODAY)).hasSize(2).doesNotHaveDuplicates();
        anomalies("MTRANS", "{\"reversed\":1}");
        assertThat(lines(MTRANS, TODAY).getLast()).contains(",-5000,0,");
        anomalies("MTRANS", "{\"lost_id\":1}");
        assertThat(lines(MTRANS, TODAY).getFirst()).startsWith("MTRANS,,,");
    }

    /** The lines without header and trailer. */
    private List<String> lines(Provider provider, String date) throws IOException {
        return whole(provider, date).stream()
                .skip(1)
                .filter(line -> !line.startsWith("TRAILER"))
                .toList();
    }

    private List<String> whole(Provider provider, String date) throws IOException {
        return caller.get("/sandbox/statement/" + provider + "?date=" + date)
                .text()
                .lines()
                .toList();
    }
}
