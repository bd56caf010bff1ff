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
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The differences between statements and books: which are found, and how two people decide about them. */
@EngineTest
class DifferencesTest extends StatementsOfOneProvider {

    DifferencesTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void matchesIdenticalPaymentsByCountOnly() {
        LocalDate day = LocalDate.of(2024, 5, 10);
        Clock clock = PaidStatement.noon(day);
        Ids ids = new Ids(clock, new SplittableRandom(8));
        try (Book book = Book.open(folder.resolve("book"), clock)) {
            // Two equal payments with two lines, and two equal payments with one line.
            for (String msisdn : List.of("628112222001", "628112222001", "628112222002", "628112222002")) {
                book.place(
                        Provider.MTRANS,
                        new Order(Wallet.GPAID, msisdn, 5_000, Ids.text(ids.next()), Order.NEVER_EXPIRES),
                        new Intent.PayNow(0));
            }
            List<BookLine> booked = book.movements().toList();
            attempts.insert(booked, line -> "SUCCEEDED");
            Statement lost = new Statement(book, Provider.MTRANS, day, lostIds());
            String whole = lost.lines().collect(Collectors.joining());
            String oneLess = withoutRow(whole, whole.lines().toList().get(4));

            Answer imported = calls.put("MTRANS", day, oneLess);

            assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
            assertThat(engine.count("reconciliation.match where file = '" + id(imported)
                            + "' and role = 'PAYMENT' and step = 4 and interchangeable"))
                    .isEqualTo(2);
            assertThat(matches(imported)).isEqualTo(4);
            Map<String, Long> kinds = breaks(Provider.MTRANS, day).stream()
                    .collect(Collectors.groupingBy(Map.Entry::getKey, TreeMap::new, Collectors.counting()));
            assertThat(kinds).isEqualTo(Map.of("UNKNOWN_PAYMENT", 1L, "MISSING", 2L));

            String unknown = breakOf("MTRANS", day, "UNKNOWN_PAYMENT");
            JsonNode candidates =
                    staff.get("/api/v2/breaks/" + unknown, Role.FINANCE).body().path("candidates");
            assertThat(candidates
                            .valueStream()
                            .limit(2)
                            .map(one -> one.path("attempt").asString()))
                    .containsExactlyInAnyOrder(
                            booked.get(2).externalId(), booked.get(3).externalId());

            Answer matched = staff.twoPeople(
                    "/api/v2/breaks/" + unknown + "/match",
                    "{\"attempt\":\"" + booked.get(3).externalId() + "\",\"reason\":\"the provider said so\"}");
            assertThat(matched.status()).as(matched.v2()).isEqualTo(200);
            assertThat(calls.put("MTRANS", day, oneLess).status()).isEqualTo(200);
            assertThat(breaks(Provider.MTRANS, day))
                    .containsExactly(Map.entry("MISSING", booked.get(2).externalId()));
        }
    }

    @Test
    void writeOffMakesBooksEqualStatement() {
        LocalDate day = LocalDate.of(2024, 6, 10);
        PaidStatement paid = paid(Provider.XENIT, day, 2);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        String dearer = paid.statement().replaceFirst(",550,", ",1550,");
        assertThat(calls.put("XENIT", day, dearer).status()).isEqualTo(201);
        String id = breakOf("XENIT", day, "FEE");
        JsonNode before = staff.get("/api/v2/breaks/" + id, Role.AUDITOR).body();
        assertThat(before.at("/our_attempt/attempt")).isEqualTo(before.get("attempt"));
        assertThat(before.at("/our_attempt/fee/value").asString()).isEqualTo("550.00");
        assertThat(before.path("difference").path("value").asString()).isEqualTo("-1000.00");
        String floatBefore = available("XENIT");

        Answer explained =
                staff.post("/api/v2/breaks/" + id + "/explain", Role.FINANCE, "{\"reason\":\"a dearer route\"}");
        assertThat(explained.body().path("state").asString()).isEqualTo("EXPLAINED");
        Answer alone =
                staff.post("/api/v2/breaks/" + id + "/write-off", Role.FINANCE, "{\"reason\":\"not worth a letter\"}");
        assertThat(alone.status()).isEqualTo(202);
        assertThat(available("XENIT")).isEqualTo(floatBefore);
        Answer approved = staff.approve(alone, Role.ADMIN);

        assertThat(approved.status()).as(approved.v2()).isEqualTo(200);
        assertThat(staff.get("/api/v2/breaks/" + id, Role.AUDITOR)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("WRITTEN_OFF");
        assertThat(new java.math.BigDecimal(floatBefore).subtract(new java.math.BigDecimal(available("XENIT"))))
                .isEqualByComparingTo("1000");
        assertThat(engine.count("ledger.line where kind = 'WRITE_OFF' and subject = '" + uuid(id) + "'"))
                .isEqualTo(2);
        assertThat(calls.put("XENIT", day, dearer).status()).isEqualTo(200);
        assertThat(breaks(Provider.XENIT, day)).as("it does not come back").isEmpty();
    }

    @Test
    void undoneMatchStaysUndone() {
        // More than a month after the other statements of XENIT: an earlier one would leave a gap.
        LocalDate day = LocalDate.of(2024, 7, 20);
        PaidStatement paid = paid(Provider.XENIT, day, 1);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        String other = paid.statement().replace(",GPAID,", ",JOSVO,");
        assertThat(calls.put("XENIT", day, other).status()).isEqualTo(201);
        String id = breakOf("XENIT", day, "WALLET_OR_MSISDN");

        Answer undone = staff.twoPeople("/api/v2/breaks/" + id + "/unmatch", "{\"reason\":\"another payment\"}");

        assertThat(undone.status()).as(undone.v2()).isEqualTo(200);
        assertThat(calls.put("XENIT", day, other).status()).isEqualTo(200);
        assertThat(breaks(Provider.XENIT, day))
                .containsExactlyInAnyOrder(
                        Map.entry("UNKNOWN_PAYMENT", paid.lines().getFirst().externalId()),
                        Map.entry("MISSING", paid.lines().getFirst().externalId()));
        assertThat(engine.count("reconciliation.match where undoes is not null and approval is not null and attempt = '"
                        + Ids.parse(paid.lines().getFirst().externalId()) + "'"))
                .isEqualTo(1);
    }

    @Test
    void reportsDayWithoutStatementAsGap() {
        LocalDate day = LocalDate.of(2024, 8, 10);
        for (LocalDate one : List.of(day, day.plusDays(2))) {
            assertThat(calls.put("XENIT", one, paid(Provider.XENIT, one, 0).statement() + "\n")
                            .status())
                    .isEqualTo(201);
        }
        assertThat(engine.count(
                        "reconciliation.break where provider = 'XENIT' and kind = 'FILE_GAP' and state = 'OPEN' and day = '"
                                + day.plusDays(1) + "'"))
                .isEqualTo(1);
        JsonNode bridge = staff.get("/api/v2/providers/XENIT/float-bridge/" + day.plusDays(1), Role.FINANCE)
                .body();
        assertThat(bridge.path("complete").asBoolean()).isFalse();

        assertThat(calls.put(
                                "XENIT",
                                day.plusDays(1),
                                paid(Provider.XENIT, day.plusDays(1), 0).statement())
                        .status())
                .isEqualTo(201);
        assertThat(engine.count(
                        "reconciliation.break where provider = 'XENIT' and kind = 'FILE_GAP' and state = 'OPEN' and day = '"
                                + day.plusDays(1) + "'"))
                .isZero();
    }

    @Test
    void listCountsAllFilteredItems() {
        LocalDate day = LocalDate.of(2024, 9, 10);
        PaidStatement paid = paid(Provider.LSAJAH2H, day, 5);
        assertThat(calls.put("LSAJAH2H", day, paid.statement()).status()).isEqualTo(201);

        JsonNode page = staff.get(
                        "/api/v2/breaks?provider=LSAJAH2H&kind=UNKNOWN_PAYMENT&standing=true&age=FRESH&limit=2",
                        Role.FINANCE)
                .body();

        assertThat(page.path("items")).hasSize(2);
        assertThat(page.path("count").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(page.path("next_cursor").isString()).isTrue();
        JsonNode next = staff.get(
                        "/api/v2/breaks?provider=LSAJAH2H&kind=UNKNOWN_PAYMENT&standing=true&age=FRESH&limit=2&cursor="
                                + page.path("next_cursor").asString(),
                        Role.FINANCE)
                .body();
        assertThat(next.path("items").path(0).path("id"))
                .isNotEqualTo(page.path("items").path(0).path("id"));
        String first = page.path("items").path(0).path("id").asString();
        Answer taken = staff.post("/api/v2/breaks/" + first + "/assign", Role.FINANCE, "{\"due\":\"2027-01-31\"}");
        assertThat(taken.body().path("owner").asString()).isEqualTo("finance@staff.example");
        assertThat(taken.body().path("due").asString()).isEqualTo("2027-01-31");
    }

    private static Anomalies lostIds() {
        return new Anomalies(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    }

    private String available(String provider) {
        return engine.database()
                .sql("select available::text from payouts.provider_float where provider = ?")
                .param(provider)
                .query(String.class)
                .single();
    }

    private String breakOf(String provider, LocalDate day, String kind) {
        return Ids.text(engine.database()
                .sql(
                        "select id from reconciliation.break where provider = ? and day = ? and kind = ? and state = 'OPEN'")
                .params(provider, day, kind)
                .query(UUID.class)
                .single());
    }
}
