package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.demo.Claim;
import id.kezbek.sandbox.demo.Narrator;
import id.kezbek.sandbox.demo.Waiting;
import id.kezbek.sandbox.demo.reckoning.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The partner's terms, approved by two people, and its first invoice. */
final class PartnerInvoice {

    /** The maximum wait after the invoice's cut-off time until the engine can issue the invoice. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(90);

    /**
     * An invoice.
     *
     * @param cashback the cashback on the invoice
     * @param receivable the amount that the partner owes for the invoice
     */
    record Issued(
            String id, String number, BigDecimal cashback, BigDecimal fees, BigDecimal total, BigDecimal receivable) {}

    private final Office office;
    private final Narrator narrator;
    private final FinanceClient finance;
    private final String path;

    PartnerInvoice(Office office) {
        this.office = office;
        this.narrator = office.stage().narrator();
        this.finance = office.finance();
        this.path = "/api/v2/partners/" + office.stage().code();
    }

    /**
     * @param cut the invoice contains the ledger lines before this time, because the month is not over
     */
    Issued play(Instant cut) {
        narrator.step("Two people agree on the partner's terms, and its invoice is issued");
        YearMonth month = YearMonth.from(LocalDate.ofInstant(cut, Office.JAKARTA));
        terms(month);
        narrator.call("GET " + path + "/invoices/preview?period=" + month + "&cut=" + shortly(cut));
        JsonNode preview = preview(month, cut);
        preview.path("lines")
                .forEach(line -> narrator.say(line(
                        line.path("kind").asString().toLowerCase(Locale.ROOT).replace('_', ' '),
                        Json.amount(line.path("amount")))));
        narrator.say(line("PPN", Json.amount(preview.path("ppn"))));
        narrator.say(line("total", Json.amount(preview.path("total"))));
        narrator.say(line("PPh 23 that may be withheld", Json.amount(preview.path("pph23"))));
        Issued issued = issue(month, cut, preview);
        narrator.check(Claim.same(
                "the partner owes the total of invoice " + issued.number(), issued.receivable(), issued.total()));
        narrator.page("/invoices/" + office.stage().code() + "/" + issued.id());
        narrator.look("GET " + path + "/invoices/{id}/pdf?language=en");
        return issued;
    }

    private void terms(YearMonth month) {
        narrator.call("POST " + path + "/invoice-terms  2.5 % of the cashback, providers' fees passed on, PPN");
        ObjectNode terms = Json.object()
                .put("effective_from", month.toString())
                .put("fee", "PERCENT")
                .put("percent", "2.5")
                .put("passes_provider_fees", true)
                .put("charges_ppn", true)
                .put("withholds_pph23", true)
                .put("legal_name", "PT Kopi Senja " + office.stage().code())
                .put("address", "Jl. Senopati 12, Jakarta")
                .put("npwp", "0123456789012345")
                .put("idtku", "0123456789012345000000")
                .put("language", "id")
                .put("due_days", 30)
                .put("reason", "the contract");
        Answer proposed = finance.post(Person.FINANCE, path + "/invoice-terms", terms);
        Answer approved = finance.approve(proposed);
        narrator.check(
                "finance has proposed the terms, and an administrator has approved them",
                proposed.status() == 202 && approved.status() == 200,
                proposed.status() + ", " + approved.status());
        narrator.page("/approvals/" + proposed.body().path("id").asString(""));
    }

    private JsonNode preview(YearMonth month, Instant cut) {
        return Waiting.until(CUT_WITHIN, "the preview of the invoice", () -> {
                    Answer answer = finance.get(path + "/invoices/preview?period=" + month + "&cut=" + shortly(cut));
                    return answer.status() == 409 ? Optional.empty() : Optional.of(answer.orThrow());
                })
                .body();
    }

    private Issued issue(YearMonth month, Instant cut, JsonNode preview) {
        narrator.call("POST " + path + "/invoices  " + month + " until now");
        Answer issued = finance.post(
                Person.FINANCE,
                path + "/invoices",
                Json.object().put("period", month.toString()).put("cut", shortly(cut)));
        JsonNode invoice = issued.orThrow().body().path("invoice");
        JsonNode content = issued.body().path("content");
        narrator.check(
                "the invoice equals the preview",
                content.equals(preview),
                invoice.path("number").asString("?"));
        return new Issued(
                invoice.path("id").asString(""),
                invoice.path("number").asString(""),
                Json.amount(content.path("cashback")),
                fees(content),
                Json.amount(invoice.path("total")),
                receivable());
    }

    private static BigDecimal fees(JsonNode content) {
        BigDecimal fees = BigDecimal.ZERO;
        for (JsonNode part : content.path("payout_parts")) {
            fees = fees.add(Json.amount(part.path("fees")));
        }
        return fees;
    }

    private BigDecimal receivable() {
        BigDecimal open = BigDecimal.ZERO;
        for (JsonNode row : finance.get("/api/v2/receivables").orThrow().body().path("items")) {
            if (row.path("partner").asString("").equals(office.stage().code())) {
                open = open.add(Json.amount(row.path("open")));
            }
        }
        return open;
    }

    private static String shortly(Instant cut) {
        return cut.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String line(String what, BigDecimal amount) {
        return String.format(Locale.ROOT, "%-34s %16s", what, Figures.rupiah(amount));
    }
}
