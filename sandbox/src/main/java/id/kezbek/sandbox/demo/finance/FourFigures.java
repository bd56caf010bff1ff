package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.demo.Claim;
import id.kezbek.sandbox.demo.Narrator;
import id.kezbek.sandbox.demo.Stage;
import id.kezbek.sandbox.demo.Waiting;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.demo.reckoning.TieOut;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Compares the same amounts in four sources: the providers' books, the ledger, the reports and the invoice. */
final class FourFigures {

    private static final Duration ROLLED_UP_WITHIN = Duration.ofSeconds(30);
    private static final Duration COMPARED_WITHIN = Duration.ofSeconds(60);
    private static final String JOB = "verify-roll-ups";

    private final Office office;
    private final Stage stage;
    private final Narrator narrator;
    private final FinanceClient finance;
    private final Payments payments;

    FourFigures(Office office, Payments payments) {
        this.office = office;
        this.stage = office.stage();
        this.narrator = office.stage().narrator();
        this.finance = office.finance();
        this.payments = payments;
    }

    void play(BigDecimal booked, PartnerInvoice.Issued invoice) {
        narrator.step("Four figures from four sources are equal");
        String days = "from=" + office.began() + "&to=" + office.today();
        narrator.call("GET /api/v2/reports/payouts?partner=" + stage.code() + "&by=OUTCOME&" + days);
        JsonNode paid = rolledUp(days);
        BigDecimal ledger =
                stage.toppedUp().add(TieOut.funding(stage.staff().trialBalance(), stage.before(), stage.code()));
        BigDecimal reports = Json.amount(paid.path("amount"));
        say("", "cashback paid", "providers' fees");
        say("the providers' books", Figures.rupiah(booked), "");
        say("the ledger", Figures.rupiah(ledger), Figures.rupiah(payments.fees()));
        say("the reports", Figures.rupiah(reports), Figures.rupiah(Json.amount(paid.path("fee"))));
        say("the invoice", Figures.rupiah(invoice.cashback()), Figures.rupiah(invoice.fees()));
        narrator.check(Claim.same("the providers' books and the ledger have the same sum", booked, ledger));
        narrator.check(Claim.same("the reports have the same sum", booked, reports));
        narrator.check(Claim.same("the invoice has the same sum", booked, invoice.cashback()));
        narrator.check(Claim.same(
                "the invoice contains the same fees as the reports", invoice.fees(), Json.amount(paid.path("fee"))));
        compared(days);
    }

    private void say(String what, String amount, String fees) {
        narrator.say(String.format(Locale.ROOT, "%-24s %18s %18s", what, amount, fees)
                .stripTrailing());
    }

    /** Waits for the reports, which include new payments only after a few seconds. */
    private JsonNode rolledUp(String days) {
        String path = "/api/v2/reports/payouts?partner=" + stage.code() + "&by=OUTCOME&" + days;
        return Waiting.until(ROLLED_UP_WITHIN, "the report of all payouts", () -> {
            for (JsonNode line : finance.get(path).orThrow().body().path("items")) {
                if (line.path("outcome").asString().equals("PAID")
                        && line.path("payouts").asLong()
                                == payments.references().size()) {
                    return Optional.of(line);
                }
            }
            return Optional.empty();
        });
    }

    private void compared(String days) {
        narrator.call("POST /api/v2/jobs/" + JOB + ":run  (OPERATIONS)");
        String run = finance.post(Person.OPERATIONS, "/api/v2/jobs/" + JOB + ":run", Json.object())
                .orThrow()
                .body()
                .path("id")
                .asString("");
        Waiting.until(COMPARED_WITHIN, "the comparison of reports and ledger", () -> ended(run));
        JsonNode check =
                finance.get("/api/v2/reports/ledger-check?" + days).orThrow().body();
        narrator.check(
                "every account of the reports equals the ledger",
                check.path("state").asString("").equals("EQUAL"),
                check.path("state").asString("?") + " as of "
                        + check.path("as_of").asString("?"));
    }

    private Optional<JsonNode> ended(String run) {
        for (JsonNode one :
                finance.get("/api/v2/jobs/" + JOB + "/runs").orThrow().body().path("items")) {
            if (one.path("id").asString("").equals(run) && one.has("took_ms")) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
