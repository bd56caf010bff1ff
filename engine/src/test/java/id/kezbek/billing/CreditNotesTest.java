package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.documents.PdfText;
import id.kezbek.ledger.AccountKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Credit notes for a part of an invoice, and their effects on ledger, open amounts, ageing, payments and files. */
@EngineTest
class CreditNotesTest {

    private static final AtomicLong REFERENCE = new AtomicLong();

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final FundingWorld world;
    private final StaffCalls staff;
    private final YearMonth last;

    CreditNotesTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.world = new FundingWorld(engine);
        this.staff = new StaffCalls(engine);
        this.last = TestInvoices.lastMonth(engine);
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    @Test
    void creditsPartWithTaxes() throws Exception {
        Partner partner = partner(last);
        String invoice = issue(partner, last);
        pay(partner, 600_000);
        // 1,000,000 + 110,000 PPN. For 700,000, PPN is 12 % of 641,667, which is 77,000; PPh 23 is 14,000.
        Answer proposed = staff.post(path(partner, "/" + invoice + "/credit-note"), Role.FINANCE, amount(300_000));
        assertThat(proposed.body().toString()).contains("is credited by Rp300.000 without PPN");
        assertThat(row(partner).at("/open/value").asString()).isEqualTo("510000.00");
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);

        JsonNode now = get(partner, invoice);
        assertThat(now.at("/invoice/state").asString()).isEqualTo("OPEN");
        assertThat(money(now, "/invoice/credited")).isEqualTo(333_000);
        assertThat(money(now, "/invoice/open")).isEqualTo(177_000);
        assertThat(money(now, "/invoice/awaiting_certificate")).isEqualTo(14_000);
        assertThat(now.at("/invoice/credit_note").isNull()).isTrue();
        JsonNode note = now.at("/credit_notes/0");
        assertThat(money(note, "/price")).isEqualTo(300_000);
        assertThat(money(note, "/ppn")).isEqualTo(33_000);
        assertThat(money(note, "/left")).isEqualTo(777_000);
        assertThat(world.lines(partner.id(), AccountKind.INVOICED))
                .contains("CREDIT_NOTE -300000", "CREDIT_NOTE -33000");
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(177_000));
        assertThat(money(row(partner), "/open")).isEqualTo(177_000);
        engine.clock().advance(Duration.ofDays(30 + 45));
        assertThat(money(row(partner), "/overdue/days_31_to_60")).isEqualTo(177_000);
        engine.clock().reset();

        String pdf =
                path(partner, "/" + invoice + "/credit-notes/" + note.get("id").asString() + "/pdf?language=");
        assertThat(PdfText.of(file(pdf + "en")))
                .contains(
                        "CREDIT NOTE",
                        note.get("number").asString(),
                        now.at("/invoice/number").asString(),
                        "Rp333.000",
                        "three hundred thirty-three thousand rupiah",
                        "Rp777.000",
                        "Reason: too much");
        assertThat(PdfText.of(file(pdf + "id"))).contains("NOTA KREDIT", "tiga ratus tiga puluh tiga ribu rupiah");
        assertThat(file(pdf + "id")).isEqualTo(file(pdf + "id"));
    }

    @Test
    void lastNoteEndsTheInvoiceAndFreesItsMonth() {
        Partner partner = partner(last);
        String invoice = issue(partner, last);
        assertThat(credit(partner, invoice, line("MINIMUM", 333_333)).status()).isEqualTo(200);
        assertThat(staff.post(path(partner, ""), Role.FINANCE, "{\"period\":\"" + last + "\"}")
                        .status())
                .isEqualTo(409);
        assertThat(credit(partner, invoice, "{\"reason\":\"all\"}").status()).isEqualTo(200);

        JsonNode now = get(partner, invoice);
        assertThat(now.at("/invoice/state").asString()).isEqualTo("CREDITED");
        assertThat(now.at("/invoice/credit_note").asString())
                .isEqualTo(now.at("/credit_notes/1/number").asString());
        assertThat(money(now, "/invoice/credited")).isEqualTo(1_110_000);
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.ZERO);
        assertThat(issue(partner, last)).isNotEqualTo(invoice);
    }

    /** The next month's invoice begins at the end of the month, so no invoice would have the days after the cut. */
    @Test
    void refusesCutBeforeTheBeginningOfTheNextMonthsInvoice() {
        YearMonth first = last.minusMonths(1);
        Partner partner = partner(first);
        String one = issue(partner, first);
        issue(partner, last);
        assertThat(credit(partner, one, "{\"reason\":\"all\"}").status()).isEqualTo(200);
        List<String> before = world.lines(partner.id(), AccountKind.INVOICED);

        Answer refused = issueUntil(partner, first, 20);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.fields()).containsExactly("cut");
        assertThat(staff.get(path(partner, "/preview?period=" + first + "&cut=" + day(first, 20)), Role.FINANCE)
                        .fields())
                .containsExactly("cut");
        assertThat(world.lines(partner.id(), AccountKind.INVOICED)).isEqualTo(before);
        issue(partner, first);
    }

    @Test
    void refusesCutIfTheNextMonthWasInvoicedFirst() {
        Partner partner = partner(last.minusMonths(1));
        issue(partner, last);

        assertThat(issueUntil(partner, last.minusMonths(1), 20).fields()).containsExactly("cut");
        issue(partner, last.minusMonths(1));
    }

    @Test
    void keepsCutAtWhichTheNextMonthsInvoiceBegins() {
        YearMonth first = last.minusMonths(1);
        Partner partner = partner(first);
        Answer part = issueUntil(partner, first, 20);
        String one = part.body().at("/invoice/id").asString();
        JsonNode next = get(partner, issue(partner, last));
        assertThat(next.at("/content/from").asString()).isEqualTo(day(first, 20).toString());
        assertThat(credit(partner, one, "{\"reason\":\"all\"}").status()).isEqualTo(200);

        assertThat(issueUntil(partner, first, 10).fields()).containsExactly("cut");
        JsonNode again = get(partner, issue(partner, first));

        assertThat(again.at("/content/until").asString())
                .isEqualTo(day(first, 20).toString());
    }

    @Test
    void overpaymentPaysNextInvoice() {
        Partner partner = partner(last.minusMonths(1));
        String one = issue(partner, last.minusMonths(1));
        pay(partner, 700_000);
        pay(partner, 410_000);
        assertThat(credit(partner, one, amount(400_000)).status()).isEqualTo(200);
        assertThat(get(partner, one).at("/invoice/state").asString()).isEqualTo("PAID");
        assertThat(money(get(partner, one), "/invoice/paid")).isEqualTo(666_000);

        String two = issue(partner, last);
        assertThat(money(get(partner, two), "/invoice/paid")).isEqualTo(444_000);
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(666_000));
    }

    @Test
    void noteCreditsAtMostTheRest() {
        Partner partner = partner(last);
        String invoice = issue(partner, last);
        String path = path(partner, "/" + invoice + "/credit-note");
        assertThat(staff.post(path, Role.FINANCE, amount(1_000_001)).v2()).isEqualTo("409 state-conflict");
        assertThat(staff.post(path, Role.FINANCE, line("SERVICE_FEE", 1)).v2()).isEqualTo("409 state-conflict");
        assertThat(credit(partner, invoice, amount(600_000)).status()).isEqualTo(200);
        assertThat(staff.post(path, Role.FINANCE, line("MINIMUM", 400_001)).v2())
                .isEqualTo("409 state-conflict");
        assertThat(money(get(partner, invoice), "/invoice/credited")).isEqualTo(666_000);
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(444_000));
    }

    @Test
    void refusesWrongFieldsAndLettersThatCannotBePrinted() {
        Partner partner = partner(last);
        String path = path(partner, "/" + issue(partner, last) + "/credit-note");
        assertThat(staff.post(
                                path,
                                Role.FINANCE,
                                line("MINIMUM", 1).replace("{\"reason\"", "{\"amount\":" + rupiah(1) + ",\"reason\""))
                        .fields())
                .containsExactly("amount");
        assertThat(staff.post(path, Role.FINANCE, amount(1).replace("1.00", "1.50"))
                        .fields())
                .containsExactly("amount.value");
        assertThat(staff.post(path, Role.FINANCE, line("MINIMUM", 1).replace("MINIMUM", "OTHER"))
                        .fields())
                .containsExactly("lines[0].kind");
        assertThat(staff.post(path, Role.FINANCE, amount(1).replace("too much", "株"))
                        .fields())
                .containsExactly("reason");
        assertThat(get(partner, path.split("/")[6]).get("credit_notes")).isEmpty();
    }

    private Partner partner(YearMonth from) {
        Partner partner = world.partner(partners.postpaid());
        TestInvoices.terms(engine, partner, from);
        return partner;
    }

    private String issue(Partner partner, YearMonth period) {
        Answer issued = staff.post(path(partner, ""), Role.FINANCE, "{\"period\":\"" + period + "\"}");
        assertThat(issued.status()).as(issued.http().body()).isEqualTo(201);
        return issued.body().at("/invoice/id").asString();
    }

    private Answer issueUntil(Partner partner, YearMonth period, int day) {
        return staff.post(
                path(partner, ""),
                Role.FINANCE,
                "{\"period\":\"" + period + "\",\"cut\":\"" + day(period, day) + "\"}");
    }

    private static Instant day(YearMonth month, int day) {
        return Jakarta.startOf(month.atDay(day));
    }

    private void pay(Partner partner, long rupiah) {
        Answer paid = staff.twoPeople(
                path(partner, "/payments"),
                "{\"amount\":" + rupiah(rupiah) + ",\"bank_reference\":\"CREDITED-" + REFERENCE.incrementAndGet()
                        + "\"}");
        assertThat(paid.status()).as(paid.http().body()).isEqualTo(200);
    }

    private Answer credit(Partner partner, String invoice, String body) {
        return staff.twoPeople(path(partner, "/" + invoice + "/credit-note"), body);
    }

    private JsonNode get(Partner partner, String invoice) {
        return staff.getAsPartner(path(partner, "/" + invoice), partner).body();
    }

    private JsonNode row(Partner partner) {
        return staff.get("/api/v2/receivables", Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .filter(item -> item.get("partner").asString().equals(partner.code()))
                .findFirst()
                .orElseThrow();
    }

    private byte[] file(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(engine.uri(path))
                .header("authorization", "Bearer " + engine.staffToken(Role.FINANCE))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static String amount(long rupiah) {
        return "{\"reason\":\"too much\",\"amount\":" + rupiah(rupiah) + "}";
    }

    private static String line(String kind, long rupiah) {
        return "{\"reason\":\"too much\",\"lines\":[{\"kind\":\"" + kind + "\",\"amount\":" + rupiah(rupiah) + "}]}";
    }

    private static String rupiah(long rupiah) {
        return "{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"}";
    }

    private static long money(JsonNode node, String pointer) {
        return new BigDecimal(node.at(pointer + "/value").asString()).longValueExact();
    }

    private static String path(Partner partner, String rest) {
        return "/api/v2/partners/" + partner.code() + "/invoices" + rest;
    }
}
