package id.kezbek.sandbox.demo.replay;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.demo.ClaimFailed;
import id.kezbek.sandbox.demo.Narrator;
import id.kezbek.sandbox.demo.Stage;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.demo.reckoning.Ladder;
import id.kezbek.sandbox.demo.reckoning.Reckoning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A customer's first purchases; the last of these purchases moves the customer from BRONZE to SILVER. */
public final class FirstCustomer {

    /**
     * The reported and accepted purchases.
     *
     * @param owed the cashback and reward of each purchase, in order
     */
    public record Report(List<PurchaseRow> rows, List<String> transactions, List<BigDecimal> owed, String email) {

        public Report {
            rows = List.copyOf(rows);
            transactions = List.copyOf(transactions);
            owed = List.copyOf(owed);
        }

        public String msisdn() {
            return rows.getFirst().msisdn();
        }

        public BigDecimal owedInAll() {
            return owed.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private record Basket(int quantity, String amount, String wallet) {}

    private static final List<Basket> BASKETS = List.of(
            new Basket(1, "75000", "LSAJA"),
            new Basket(2, "750000", "GPAID"),
            new Basket(3, "120000", "JOSVO"),
            new Basket(1, "6500000", "LSAJA"),
            new Basket(4, "999000.50", "GPAID"));

    /** The longest wait that the engine allows for {@code Prefer: wait}. */
    private static final int WAIT_SECONDS = 10;

    private final Stage stage;
    private final Narrator narrator;
    private final String msisdn;
    private final String email;

    /**
     * @param digits the digits of a phone number that no customer has yet
     */
    public FirstCustomer(Stage stage, String digits) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.msisdn = "62899" + digits;
        this.email = "ani." + digits + "@example.com";
    }

    public Report play() {
        narrator.step("The partner reports purchases of one customer, from BRONZE to SILVER");
        List<PurchaseRow> rows = new ArrayList<>();
        List<String> transactions = new ArrayList<>();
        List<BigDecimal> owed = new ArrayList<>();
        Ladder.Step step = null;
        for (Basket basket : BASKETS) {
            PurchaseRow row = row(basket, rows.size() + 1);
            rows.add(row);
            transactions.add(basket.equals(BASKETS.getLast()) ? reportAndWait(row) : report(row));
            step = Ladder.next(step);
            owed.add(Reckoning.cashback(row).add(step.reward()));
            standsAt(row, step);
            narrator.page("/transactions/" + transactions.getLast());
        }
        repeat(rows.getLast(), transactions.getLast());
        narrator.page("/customers/" + msisdn + "?partner=" + stage.code());
        return new Report(rows, transactions, owed, email);
    }

    private PurchaseRow row(Basket basket, int number) {
        return new PurchaseRow(
                "INV/DEMO/" + number,
                msisdn,
                email,
                basket.wallet(),
                Integer.toString(basket.quantity()),
                basket.amount());
    }

    private String report(PurchaseRow row) {
        narrator.call("POST /api/v1/cashbacks  " + row.body());
        Answer answer = stage.partner().report(row.body());
        narrator.answer(answer);
        String transaction = answer.data().path("transaction_id").asString("");
        if (!answer.succeeded() || transaction.isEmpty()) {
            throw new ClaimFailed("the purchase " + row.reference() + " was not accepted: " + answer.shortened());
        }
        return transaction;
    }

    /** Reports over v2, where the response explains the decision and can wait for the payout. */
    private String reportAndWait(PurchaseRow row) {
        narrator.call("POST /api/v2/transactions  Prefer: wait=" + WAIT_SECONDS + "  " + row.bodyV2());
        Answer answer = stage.partner().transact(row.bodyV2(), WAIT_SECONDS);
        narrator.answer(answer);
        String transaction = answer.body().path("id").asString("");
        if (!answer.succeeded() || transaction.isEmpty()) {
            throw new ClaimFailed("the purchase " + row.reference() + " was not accepted: " + answer.shortened());
        }
        narrator.check(
                "rule " + answer.body().path("rule").path("id").asString("?") + " gave "
                        + answer.body().path("trace").path("percent").asString("?")
                        + " %, and the response waited until the payout was PAID",
                answer.body().path("payout").path("state").asString("").equals("PAID"),
                answer.body().path("payout").path("id").asString("?"));
        return transaction;
    }

    private void standsAt(PurchaseRow row, Ladder.Step expected) {
        Answer answer = stage.partner().tier(msisdn);
        String tier = answer.data().path("tier").asString("");
        int recurring = answer.data().path("recurring").asInt(0);
        String reward = expected.reward().signum() == 0 ? "" : " + reward " + Figures.rupiah(expected.reward());
        narrator.check(
                "cashback " + Figures.rupiah(Reckoning.cashback(row)) + reward + "; GET /api/v1/cashbacks/" + msisdn
                        + " says " + expected.tier() + ", " + expected.recurring(),
                tier.equals(expected.tier()) && recurring == expected.recurring(),
                "until " + answer.data().path("date_expired").asString("?")
                        + (tier.equals(expected.tier()) ? "" : ", but " + answer.shortened()));
    }

    private void repeat(PurchaseRow row, String transaction) {
        Answer again = stage.partner().report(row.body());
        narrator.check(
                "the last purchase, reported again over v1, returns the same transaction",
                again.data().path("transaction_id").asString("").equals(transaction),
                transaction);
    }
}
