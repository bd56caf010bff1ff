package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Mail;
import id.kezbek.sandbox.client.Payout;
import id.kezbek.sandbox.client.PayoutSummary;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.demo.reckoning.TieOut;
import id.kezbek.sandbox.demo.replay.FirstCustomer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Follows a customer's money from the order at the provider to the wallet, the e-mail and the ledger. */
final class Money {

    private static final Duration PAYOUTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration MAIL_WITHIN = Duration.ofSeconds(30);
    /** The cheapest provider for each wallet, according to the seeded fees. */
    private static final Map<String, String> CHEAPEST =
            Map.of("LSAJA", "MTRANS", "GPAID", "GOPAIDH2H", "JOSVO", "XENIT");

    private final Stage stage;
    private final Narrator narrator;

    Money(Stage stage) {
        this.stage = stage;
        this.narrator = stage.narrator();
    }

    void follow(FirstCustomer.Report report) {
        narrator.step("Each payout goes to the cheapest provider");
        awaitPaid(report.rows().size());
        List<Payout> payouts = stage.staff().payouts(stage.code());
        for (int i = 0; i < report.rows().size(); i++) {
            paidCheaply(
                    find(payouts, report.transactions().get(i)), report.owed().get(i));
        }
        bookShows(report, payouts);
        mailArrived(report);
        booksBalance(report);
    }

    private void awaitPaid(int count) {
        try (Progress progress = narrator.progress("payouts arrived", count)) {
            Waiting.until(PAYOUTS_WITHIN, "the payment of " + count + " payouts", () -> {
                PayoutSummary summary = stage.staff().summary(stage.code());
                progress.reached(summary.paid());
                return summary.paid() == count ? Optional.of(summary) : Optional.empty();
            });
        }
    }

    private static Payout find(List<Payout> payouts, String transaction) {
        return payouts.stream()
                .filter(payout -> payout.purchases().contains(transaction))
                .findFirst()
                .orElseThrow(() -> new ClaimFailed("there is no payout for the transaction " + transaction));
    }

    private void paidCheaply(Payout payout, BigDecimal owed) {
        List<Payout.Attempt> paid = payout.paidAttempts();
        if (paid.size() != 1) {
            throw new ClaimFailed("the payout " + payout.id() + " was paid " + paid.size() + " times");
        }
        Payout.Attempt attempt = paid.getFirst();
        narrator.say("quotes for " + payout.wallet() + ": " + quotes(attempt.quotes()));
        narrator.check(
                Figures.rupiah(owed) + " to " + payout.wallet() + " went through " + attempt.provider()
                        + " for a fee of " + Figures.rupiah(attempt.fee()),
                attempt.provider().equals(CHEAPEST.get(payout.wallet()))
                        && attempt.amount().compareTo(owed) == 0
                        && payout.amount().compareTo(owed) == 0,
                attempt.reference() + ", amount " + Figures.rupiah(payout.amount()));
        narrator.page("/payouts/" + payout.id());
    }

    private static String quotes(JsonNode quotes) {
        StringBuilder line = new StringBuilder();
        for (JsonNode quote : quotes) {
            line.append(line.isEmpty() ? "" : ", ")
                    .append(quote.path("provider").asString("?"))
                    .append(' ')
                    .append(quote.path("fee").asString(""));
        }
        return line.isEmpty() ? quotes.toString() : line.toString();
    }

    private void bookShows(FirstCustomer.Report report, List<Payout> payouts) {
        narrator.step("The providers' own books contain the payment");
        List<ProviderBook.Entry> entries = stage.book().of(report.msisdn());
        for (ProviderBook.Entry entry : entries) {
            narrator.say(entry.provider() + " " + entry.externalId() + " " + entry.wallet() + " "
                    + Figures.rupiah(entry.amount()));
        }
        List<Payout.Attempt> attempts =
                payouts.stream().flatMap(payout -> payout.attempts().stream()).toList();
        narrator.check(TieOut.bookAgrees(attempts, entries));
        narrator.look(stage.book().address(report.msisdn()));
    }

    private void mailArrived(FirstCustomer.Report report) {
        narrator.step("The invoice of the last purchase arrived by e-mail");
        String transaction = report.transactions().getLast();
        Mail.Message invoice = Waiting.until(
                MAIL_WITHIN,
                "the invoice e-mail of the transaction " + transaction,
                () -> stage.mail().to(report.email()).stream()
                        .filter(message -> message.mentions(transaction)
                                || message.mentions(report.rows().getLast().reference()))
                        .findFirst());
        narrator.check(
                "it has arrived: " + invoice.subject(), !invoice.subject().isBlank(), "");
        narrator.look(stage.mail().address(report.email()));
    }

    private void booksBalance(FirstCustomer.Report report) {
        narrator.step("The ledger's sum is zero");
        narrator.call("GET /api/v2/ledger/trial-balance");
        TrialBalance books = stage.staff().trialBalance();
        narrator.say(Figures.count(books.accounts().size()) + " accounts");
        narrator.check(TieOut.sumsToZero(books));
        BigDecimal left = stage.toppedUp().subtract(report.owedInAll());
        narrator.check(Claim.same(
                "the partner's balance equals its top-ups minus cashback and rewards",
                stage.staff().available(stage.code()),
                left));
        narrator.check(Claim.same(
                "in the ledger, Kezbek owes the partner exactly this balance",
                TieOut.funding(books, stage.before(), stage.code()).negate(),
                left));
        narrator.page("/ledger/trial-balance");
    }
}
