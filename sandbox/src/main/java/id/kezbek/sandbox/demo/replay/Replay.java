package id.kezbek.sandbox.demo.replay;

import id.kezbek.sandbox.client.Payout;
import id.kezbek.sandbox.client.PayoutSummary;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.Claim;
import id.kezbek.sandbox.demo.ClaimFailed;
import id.kezbek.sandbox.demo.FileRun;
import id.kezbek.sandbox.demo.Narrator;
import id.kezbek.sandbox.demo.Outcome;
import id.kezbek.sandbox.demo.Progress;
import id.kezbek.sandbox.demo.Stage;
import id.kezbek.sandbox.demo.Waiting;
import id.kezbek.sandbox.demo.purchases.PurchaseFile;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.demo.reckoning.Reckoning;
import id.kezbek.sandbox.demo.reckoning.Tally;
import id.kezbek.sandbox.demo.reckoning.TieOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reports a partner's file of purchases through the API, and checks the totals to the rupiah. */
public final class Replay {

    private static final Duration PAYOUTS_WITHIN = Duration.ofMinutes(2);

    private final Stage stage;
    private final Narrator narrator;

    public Replay(Stage stage) {
        this.stage = stage;
        this.narrator = stage.narrator();
    }

    /**
     * @param byHand the purchases that were reported before the file; the figures include these purchases
     */
    public void play(FirstCustomer.Report byHand) {
        List<PurchaseRow> file = PurchaseFile.committed();
        narrator.step("A file of " + Figures.count(file.size()) + " purchases is reported through the same API");
        narrator.say("data/purchases.csv, " + FileRun.CONNECTIONS + " connections");
        FileRun.Result result;
        try (Progress progress = narrator.progress("purchases answered", file.size())) {
            result = new FileRun(stage.partner(), progress).run(file);
        }
        narrator.check(answersAreAsReckoned(file, result.outcomes()));
        int accepted = byHand.rows().size() + result.transactions().size();
        awaitPaid(accepted);
        tieOut(byHand, file, result);
    }

    private static Claim answersAreAsReckoned(List<PurchaseRow> file, List<Outcome> outcomes) {
        List<Outcome> expected = Reckoning.of(file);
        for (int i = 0; i < file.size(); i++) {
            if (!expected.get(i).equals(outcomes.get(i))) {
                return new Claim(
                        "every purchase got the response that the API and the rules require",
                        false,
                        "line " + (i + 2) + ", " + file.get(i).reference() + ": " + outcomes.get(i) + " instead of "
                                + expected.get(i));
            }
        }
        return new Claim(
                "every purchase got the response that the API and the rules require", true, Figures.count(file.size()));
    }

    private void awaitPaid(int count) {
        try (Progress progress = narrator.progress("payouts arrived", count)) {
            Waiting.until(PAYOUTS_WITHIN, "the end of " + count + " payouts", () -> {
                PayoutSummary summary = stage.staff().summary(stage.code());
                progress.reached(summary.paid());
                if (summary.stuck() > 0) {
                    throw new ClaimFailed(summary.stuck() + " payouts wait for people");
                }
                return summary.open() == 0 && summary.paid() >= count ? Optional.of(summary) : Optional.empty();
            });
        }
    }

    private void tieOut(FirstCustomer.Report byHand, List<PurchaseRow> file, FileRun.Result result) {
        narrator.step("Everything adds up");
        Tally tally = tally(byHand, file, result);
        List<Payout> payouts = stage.staff().payouts(stage.code());
        List<String> transactions = new ArrayList<>(byHand.transactions());
        transactions.addAll(result.transactions());
        narrator.say("all purchases of " + stage.code() + ": " + byHand.rows().size() + " single ones, then the file");
        ReplayTable.of(tally, TieOut.byProvider(payouts)).forEach(narrator::say);
        narrator.check(TieOut.claims(new TieOut.Evidence(
                tally,
                stage.toppedUp(),
                transactions,
                payouts,
                stage.staff().summary(stage.code()),
                stage.staff().available(stage.code()),
                book(payouts))));
        ledgerAgrees(tally, TieOut.byProvider(payouts));
    }

    private static Tally tally(FirstCustomer.Report byHand, List<PurchaseRow> file, FileRun.Result result) {
        List<PurchaseRow> rows = new ArrayList<>(byHand.rows());
        List<Outcome> outcomes = new ArrayList<>(Reckoning.of(byHand.rows()));
        rows.addAll(file);
        outcomes.addAll(result.outcomes());
        return Tally.of(rows, outcomes);
    }

    /**
     * The entries with the references of this run. Other runs have the same customers, so their entries are excluded.
     */
    private List<ProviderBook.Entry> book(List<Payout> payouts) {
        Set<String> references = payouts.stream()
                .flatMap(payout -> payout.attempts().stream())
                .map(Payout.Attempt::reference)
                .collect(Collectors.toSet());
        return stage.book().all(entry -> entry.externalId() != null && references.contains(entry.externalId()));
    }

    private void ledgerAgrees(Tally tally, Map<String, PayoutSummary.Group> byProvider) {
        TrialBalance books = stage.staff().trialBalance();
        narrator.check(TieOut.sumsToZero(books));
        narrator.check(Claim.same(
                "the partner's balance equals its top-ups minus cashback and rewards",
                TieOut.funding(books, stage.before(), stage.code()).negate(),
                stage.toppedUp().subtract(tally.payable())));
        if (TieOut.isQuiet(stage.before())) {
            narrator.check(TieOut.providersMoved(stage.before(), books, byProvider));
        } else {
            narrator.say(
                    "(payouts of earlier runs were open at the start, so the providers' accounts are not compared)");
        }
        narrator.page("/payouts?partner=" + stage.code());
        narrator.look(stage.book().address("…") + " and GET /api/v2/payouts?partner=" + stage.code());
    }
}
