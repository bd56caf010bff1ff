package id.kezbek.sandbox.providers;

import static id.kezbek.sandbox.providers.Provider.GOPAIDH2H;
import static id.kezbek.sandbox.providers.Provider.MTRANS;
import static id.kezbek.sandbox.providers.Provider.XENIT;
import static id.kezbek.sandbox.providers.wire.Caller.MSISDN;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Intent;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.callbacks.TurnedTime;
import id.kezbek.sandbox.providers.wire.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BackOfficeTest {

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
    void showsTheBookWholeAndByCustomer() throws IOException {
        caller.order(MTRANS, "a", 10);
        caller.order(XENIT, "b", "20", "628118770511");

        assertThat(caller.get("/sandbox/book").json().size()).isEqualTo(2);
        JsonNode rows = caller.get("/sandbox/book?msisdn=" + MSISDN).json();
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).propertyNames())
                .containsExactly("provider", "external_id", "msisdn", "wallet", "amount", "at");
        assertThat(rows.get(0).toString())
                .isEqualTo("{\"provider\":\"MTRANS\",\"external_id\":\"a\",\"msisdn\":\"" + MSISDN
                        + "\",\"wallet\":\"GPAID\",\"amount\":10,\"at\":\"2026-03-02T16:59:00Z\"}");
        assertThat(caller.get("/sandbox/book?msisdn=1").text()).isEqualTo("[]");
    }

    @Test
    void streamsABigBook() throws IOException {
        int rows = 20_000;
        for (int row = 0; row < rows; row++) {
            Order order = new Order(Wallet.LSAJA, MSISDN, 1, "big-" + row, Order.NEVER_EXPIRES);
            sandbox.book().place(MTRANS, order, new Intent.PayNow(0));
        }

        assertThat(caller.get("/sandbox/book").json().size()).isEqualTo(rows);
    }

    @Test
    void settlesEachDayOfJakartaFromTheBook() throws IOException {
        caller.order(MTRANS, "before", 10);
        caller.order(MTRANS, "a,\\\"b", 12);
        time.turn(Duration.ofMinutes(1));
        caller.order(MTRANS, "after", 11);
        caller.order(GOPAIDH2H, "g", 13);

        List<String> references = sandbox.book()
                .movements(line -> line.provider() == MTRANS)
                .map(BookLine::reference)
                .toList();
        assertThat(references).doesNotHaveDuplicates();
        assertThat(statement("MTRANS", "2026-03-02"))
                .containsExactly(
                        "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at",
                        "MTRANS,before," + references.get(0) + "," + MSISDN + ",GPAID,10,600,2026-03-02T16:59:00Z",
                        "MTRANS,\"a,\\\"\"b\"," + references.get(1) + "," + MSISDN
                                + ",GPAID,12,600,2026-03-02T16:59:00Z");
        assertThat(statement("middletrans", "2026-03-03"))
                .hasSize(2)
                .last()
                .asString()
                .contains(",after,");
        assertThat(statement("GOPAIDH2H", "2026-03-03").getLast()).startsWith("GOPAIDH2H;;GOPAIDH2H-");
    }

    @Test
    void putsReversalsIntoTheStatement() throws IOException {
        caller.faults(XENIT, "{\"reverse\":1,\"reverse_after_s\":1}");
        caller.order(XENIT, "r", 10);
        time.turn(Duration.ofSeconds(1));

        assertThat(statement("XENIT", "2026-03-02").getLast()).contains(",-10,0,");
    }

    @Test
    void wantsADayForAStatement() throws IOException {
        for (String query : List.of(
                "",
                "?date=",
                "?date=2026-02-30",
                "?date=yesterday",
                "?date=%2B10000-01-01",
                "?date=-999999999-01-01",
                "?day=2026-03-02")) {
            assertThat(caller.get("/sandbox/statement/XENIT" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(caller.get("/sandbox/statement/NOBODY?date=2026-03-02").status())
                .isEqualTo(404);
    }

    @Test
    void showsLastMovements() throws IOException {
        caller.order(XENIT, "<b>&", 1_234);

        Caller.Reply page = caller.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("&lt;b&gt;&amp;", "1,234", "999,999,998,116", "/sandbox/statement/XENIT?date=2026-03-02")
                .doesNotContain("<b>&");
    }

    /** The statement without its last row. */
    private List<String> statement(String provider, String date) throws IOException {
        List<String> whole = caller.get("/sandbox/statement/" + provider + "?date=" + date)
                .text()
                .lines()
                .toList();
        assertThat(whole.getLast()).startsWith("TRAILER");
        return whole.subList(0, whole.size() - 1);
    }
}
