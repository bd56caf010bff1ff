package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.billing.coretax.TaxNumbers;
import id.kezbek.billing.documents.DeliverInvoices;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.issuing.IssueInvoice;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Invoices: amounts, numbers, files and tax numbers. */
@EngineTest
class InvoicesTest extends InvoicedPartners {

    InvoicesTest(EngineUnderTest engine, TestPartners partners) {
        super(engine, partners);
    }

    @Test
    void invoicesLedgerByApprovedTerms() throws Exception {
        Partner partner = world.partner(partners.prepaid(Money.rupiah(1_000_000)));
        assertThat(preview(partner, month, "").v2()).isEqualTo("409 state-conflict");
        assertThat(staff.twoPeople(path(partner, "-terms"), terms(month, "\"PERCENT\",\"percent\":\"25\"", "1.00"))
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            world.purchase(partner.id(), 1_000_000);
        }
        engine.awaitPaid(partner.id());
        Money cashback = Money.rupiah(1_000_000).plus(world.booked(partner.id(), AccountKind.FUNDING));
        assertThat(cashback.isPositive()).isTrue();
        String cut = cut();

        JsonNode content = preview(partner, month, "&cut=" + cut).body();
        assertThat(amount(content, "cashback")).isEqualTo(cashback);
        assertThat(content.get("purchases").asInt()).isEqualTo(3);
        assertThat(sum(content.get("cashback_parts"), "amount")).isEqualTo(cashback);
        assertThat(sum(content.get("payout_parts"), "amount")).isEqualTo(cashback);
        long price = cashback.hundredths() / 400;
        long base = Math.round(price * 11 / 12.0);
        long ppn = Math.round(base * 0.12);
        assertThat(amount(content, "price")).isEqualTo(Money.rupiah(price));
        assertThat(amount(content, "tax_base")).isEqualTo(Money.rupiah(base));
        assertThat(amount(content, "ppn")).isEqualTo(Money.rupiah(ppn));
        assertThat(amount(content, "total")).isEqualTo(Money.rupiah(price + ppn));
        assertThat(amount(content, "pph23")).isEqualTo(Money.rupiah(price / 50));

        Answer issued = issue(partner, month, cut);
        assertThat(issued.status()).as(issued.http().body()).isEqualTo(201);
        assertThat(issued.body().get("content")).isEqualTo(content);
        assertThat(world.lines(partner.id(), AccountKind.INVOICED))
                .containsExactlyInAnyOrder("INVOICE " + price, "INVOICE " + ppn);
        Answer again = issue(partner, month, cut);
        assertThat(again.v2()).isEqualTo("409 state-conflict");
        assertThat(again.body().path("detail").asString()).contains("the next month's invoice covers the rest");
        assertThat(staff.post(path(partner, ""), Role.AUDITOR, "{}").v2()).isEqualTo("403 forbidden");

        String id = issued.body().at("/invoice/id").asString();
        String snapshot = engine.database()
                .sql("select snapshot from billing.invoice where id = ?")
                .param(Ids.parse(id))
                .query(String.class)
                .single();
        assertThat(issued.body().at("/invoice/sha256").asString())
                .isEqualTo(HexFormat.of().formatHex(Digests.sha256(snapshot)));
        JsonNode withoutCosts = issued.body().deepCopy();
        withoutCosts.at("/content/payout_parts").forEach(part -> ((ObjectNode) part.get("fees")).put("value", "0.00"));
        assertThat(withoutCosts).isNotEqualTo(issued.body());
        assertThat(staff.getAsPartner(path(partner, "/" + id), partner).body())
                .as("a partner that does not pay the providers' fees does not see them")
                .isEqualTo(withoutCosts);
        assertThat(pdf(partner, id, "id"))
                .isEqualTo(pdf(partner, id, "id"))
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(pdf(partner, id, "en")).isNotEqualTo(pdf(partner, id, "id"));
        // Purchases after the cut belong to the next invoice.
        world.purchase(partner.id(), 1_000_000);
        engine.clock().turnTo(month.plusMonths(1).atEndOfMonth().plusDays(1));
        JsonNode next = preview(partner, month.plusMonths(1), "").body();
        assertThat(next.get("from").asString()).isEqualTo(content.get("until").asString());
        assertThat(next.get("purchases").asInt()).isEqualTo(1);
        long missing = uninvoiced(month.plusMonths(1));
        assertThat(check(month.plusMonths(1)).get("result").asString()).isEqualTo("PARTNERS");
        assertThat(check(month.plusMonths(1))
                        .get("values")
                        .valueStream()
                        .toList()
                        .getLast()
                        .asString())
                .as("codes of partners")
                .matches("[A-Z0-9]+(, [A-Z0-9]+)*(, …)?");
        assertThat(issue(partner, month.plusMonths(1), null).status()).isEqualTo(201);
        assertThat(uninvoiced(month.plusMonths(1))).isEqualTo(missing - 1);
    }

    /** The number that the checklist of the month's close shows. */
    private long uninvoiced(YearMonth period) {
        String words = check(period).get("words").asString();
        return Long.parseLong(words.substring(0, words.indexOf(' ')));
    }

    private JsonNode check(YearMonth period) {
        return staff.get("/api/v2/months/" + period, Role.FINANCE)
                .body()
                .get("checks")
                .valueStream()
                .filter(check -> check.get("name").asString().equals("issued-invoices"))
                .findFirst()
                .orElseThrow();
    }

    /** The next month may be closed already, so nothing else would show that the rest has no invoice. */
    @Test
    void cutMonthIsCompleteOnceTheNextMonthsInvoiceCoversItsRest() {
        YearMonth early = YearMonth.of(2019, 5);
        Partner partner = world.partner(partners.postpaid());
        TestInvoices.terms(engine, partner, early);
        assertThat(check(early).get("result").asString()).isEqualTo("PARTNERS");
        assertThat(issue(partner, early, "2019-05-20T00:00:00Z").status()).isEqualTo(201);

        assertThat(check(early).get("result").asString()).isEqualTo("REST");
        assertThat(check(early).get("is_done").asBoolean()).isFalse();
        assertThat(check(early).get("values").toString()).contains("\"" + partner.code() + "\"");
        assertThat(issue(partner, early.plusMonths(1), null).status()).isEqualTo(201);

        assertThat(check(early).get("is_done").asBoolean()).isTrue();
    }

    @Test
    void refusesOpenMonthAndInvalidTerms() {
        Partner partner = world.partner(partners.prepaid(Money.rupiah(1_000)));
        TestInvoices.terms(engine, partner, last);
        assertThat(issue(partner, month, null).v2()).isEqualTo("409 state-conflict");
        assertThat(check(month).get("result").asString()).isEqualTo("EARLY");
        assertThat(issue(partner, month, engine.clock().instant().toString()).v2())
                .isEqualTo("409 state-conflict");
        assertThat(staff.post(path(partner, ""), Role.FINANCE, "{\"period\":\"2026-13\"}")
                        .fields())
                .containsExactly("period");
        assertThat(staff.post(
                                path(partner, "-terms"),
                                Role.FINANCE,
                                terms(month, "\"TIERS\",\"tiers\":[{\"percent\":\"2\"},{\"percent\":\"101\"}]", "1.50"))
                        .fields())
                .contains("tiers[1].percent", "minimum.value");
        assertThat(issue(partner, last, null).status()).isEqualTo(201);
        assertThat(staff.post(
                                path(partner, "-terms"),
                                Role.FINANCE,
                                terms(last, "\"PERCENT\",\"percent\":\"1\"", "1.00"))
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void numbersHaveNoGapWhenManyIssueAndSomeFail() throws Exception {
        List<Partner> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Partner partner = world.partner(partners.postpaid());
            // Every fourth partner has no terms, so its invoice fails.
            if (i % 4 != 3) {
                TestInvoices.terms(engine, partner, last);
            }
            all.add(partner);
        }
        IssueInvoice issueInvoice = engine.get(IssueInvoice.class);
        List<Callable<String>> calls = all.stream()
                .flatMap(partner -> IntStream.range(0, 2).mapToObj(twice -> (Callable<String>) () -> {
                    while (true) {
                        try {
                            return issueInvoice
                                    .issue(partner, last, null, "test")
                                    .number();
                        } catch (Refusal refused) {
                            return "";
                        } catch (CannotCreateTransactionException allConnectionsAreBusy) {
                            // The API answers 503, and a retry is allowed.
                        }
                    }
                }))
                .toList();
        List<String> numbers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(64)) {
            for (Future<String> answer : callers.invokeAll(calls)) {
                numbers.add(answer.get());
            }
        }
        assertThat(numbers.stream().filter(number -> !number.isEmpty()))
                .hasSize(48)
                .doesNotHaveDuplicates();
        assertThat(engine.database().sql("""
                        select s.series || ' ' || s.year from billing.document_series s
                        where s.last <> (select count(*) from billing.invoice i where i.series = s.series and i.year = s.year)
                          and s.series = 'INV'""").query(String.class).list()).isEmpty();
    }

    @Test
    void nextInvoiceGetsNumberOfFailedOne() {
        Partner first = world.partner(partners.postpaid());
        TestInvoices.terms(engine, first, last);
        int before = lastNumber();
        engine.database().sql("""
                        create function billing.fail_for_test() returns trigger language plpgsql as $$ begin raise exception 'on purpose'; end $$""").update();
        engine.database()
                .sql("create trigger fail_for_test after insert on billing.invoice for each row when (new.partner = "
                        + first.id().value() + ") execute function billing.fail_for_test()")
                .update();
        try {
            assertThatThrownBy(() -> engine.get(IssueInvoice.class).issue(first, last, null, "test"))
                    .hasMessageContaining("on purpose");
        } finally {
            engine.database()
                    .sql("drop function billing.fail_for_test() cascade")
                    .update();
        }
        assertThat(lastNumber()).isEqualTo(before);
        assertThat(world.lines(first.id(), AccountKind.INVOICED)).isEmpty();
    }

    @Test
    void listsButDoesNotChargePostpaidCashback() {
        Partner partner = world.partner(partners.postpaid());
        TestInvoices.terms(engine, partner, month);
        world.purchase(partner.id(), 1_000_000);
        Money owed = world.booked(partner.id(), AccountKind.RECEIVABLE);
        JsonNode content = issue(partner, month, cut()).body().get("content");
        assertThat(amount(content, "cashback_owed")).isEqualTo(owed);
        assertThat(amount(content, "total")).isEqualTo(Money.rupiah(1_110_000));
        assertThat(world.booked(partner.id(), AccountKind.RECEIVABLE)).isEqualTo(owed);
    }

    @Test
    void storesFilesAndEmailsOfficersOnce() {
        Partner partner = engine.partner("INVM" + REFERENCE.incrementAndGet()).partner();
        TestInvoices.terms(engine, partner, last);
        Answer issued = issue(partner, last, null);
        assertThat(engine.get(DeliverInvoices.class).run()).isPositive();
        while (engine.get(DeliverInvoices.class).run() > 0) {
            // Belongs to other tests.
        }
        byte[] stored = engine.get(FileStore.class)
                .get("invoices/" + id(issued) + ".en.pdf", 1_000_000)
                .orElseThrow();
        assertThat(stored).isEqualTo(pdf(partner, id(issued), "en"));
        assertThat(engine.count("notifications.email where template = 'INVOICE_ISSUED' and model ->> 'number' = '"
                        + number(issued) + "'"))
                .isEqualTo(1);
    }

    @Test
    void importsTaxNumbersOnceAndWarnsOfMissingOnes() {
        Partner partner = world.partner(partners.postpaid());
        TestInvoices.terms(engine, partner, last);
        Answer one = issue(partner, last, null);
        String row = "{\"items\":[{\"invoice\":\"" + number(one) + "\",\"tax_number\":\"%s\"}]}";
        String number = "04002" + (100_000_000_000L + partner.id().value());
        String path = "/api/v2/invoices/tax-numbers";
        assertThat(staff.get("/api/v2/invoices/coretax?period=20", Role.FINANCE).fields())
                .containsExactly("period");
        TaxNumbers taxNumbers = engine.get(TaxNumbers.class);
        engine.clock().turnTo(month.plusMonths(1).atDay(14));
        assertThat(taxNumbers.missing()).isEmpty();
        engine.clock().turnTo(month.plusMonths(1).atDay(15));
        assertThat(taxNumbers.missing()).contains(number(one));
        engine.clock().reset();

        assertThat(staff.post(path, Role.FINANCE, row.formatted("123")).fields())
                .containsExactly("items[0].tax_number");
        JsonNode imported =
                staff.post(path, Role.FINANCE, row.formatted(number)).body();
        assertThat(imported.get("recorded").asInt()).isEqualTo(1);
        assertThat(staff.post(path, Role.FINANCE, row.formatted(number))
                        .body()
                        .get("known")
                        .asInt())
                .isEqualTo(1);
        assertThat(staff.post(path, Role.FINANCE, row.formatted("04002999999999999"))
                        .fields())
                .containsExactly("items[0].tax_number");
        assertThat(invoice(partner, one).get("tax_number").asString()).isEqualTo(number);
        engine.clock().turnTo(month.plusMonths(1).atDay(15));
        assertThat(taxNumbers.missing()).doesNotContain(number(one));
    }

    @Test
    void taxRevenueAndBankAgreeWithInvoices() {
        Balances balances = engine.get(Balances.class);
        Money issued =
                Money.rupiah(engine.database().sql("""
                        select coalesce(sum(ppn), 0) - (select coalesce(sum(ppn), 0) from billing.credit_note)
                        from billing.invoice""").query(BigDecimal.class).single());
        assertThat(balances.now(Account.own(AccountKind.TAX)).negated()).isEqualTo(issued);
        assertThat(engine.get(Invoices.class).open())
                .allMatch(invoice -> invoice.open().isPositive());
    }

    private int lastNumber() {
        return engine.database()
                .sql("select coalesce(max(last), 0) from billing.document_series where series = 'INV'")
                .query(Integer.class)
                .single();
    }

    private Answer preview(Partner partner, YearMonth period, String more) {
        return staff.get(path(partner, "/preview?period=" + period + more), Role.FINANCE);
    }

    private byte[] pdf(Partner partner, String id, String language) {
        HttpRequest request = HttpRequest.newBuilder(engine.uri(path(partner, "/" + id + "/pdf?language=" + language)))
                .header("authorization", "Bearer " + engine.staffToken(Role.FINANCE))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static Money sum(JsonNode parts, String field) {
        return parts.valueStream().map(part -> amount(part, field)).reduce(Money.ZERO, Money::plus);
    }
}
