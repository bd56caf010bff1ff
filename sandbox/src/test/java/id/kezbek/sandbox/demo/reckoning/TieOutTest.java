package id.kezbek.sandbox.demo.reckoning;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.client.Payout;
import id.kezbek.sandbox.client.PayoutSummary;
import id.kezbek.sandbox.client.PayoutSummary.Group;
import id.kezbek.sandbox.client.ProviderBook.Entry;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.Claim;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import id.kezbek.sandbox.demo.replay.ReplayTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

class TieOutTest {

    private static final List<PurchaseRow> ROWS = List.of(
            new PurchaseRow("INV/1", "628118770510", "", "LSAJA", "1", "100000"),
            new PurchaseRow("INV/2", "628118770510", "", "GPAID", "3", "500000"),
            new PurchaseRow("INV/2", "628118770510", "", "GPAID", "3", "500000"),
            new PurchaseRow("INV/3", "628118770511", "", "OVOO", "1", "100000"),
            new PurchaseRow("INV/4", "628118770510", "", "LSAJA", "1", "100000"));
    private static final Tally TALLY = Tally.of(ROWS, Reckoning.of(ROWS));

    @Test
    void talliesCountsCashbackAndRewards() {
        assertThat(TALLY.accepted()).isEqualTo(3);
        assertThat(TALLY.repeated()).isEqualTo(1);
        assertThat(TALLY.refused()).isEqualTo(new TreeMap<>(Map.of("BR-04", 1)));
        assertThat(TALLY.cashback()).isEqualByComparingTo("14500");
        assertThat(TALLY.rewards()).isEqualByComparingTo("1000");
    }

    @Test
    void acceptsEqualBooks() {
        assertThat(TieOut.claims(evidence(book(), "15500", summary("15500")))).allMatch(Claim::holds);
    }

    @Test
    void findsMissingPayment() {
        List<Entry> short1 = book().subList(0, 2);
        assertThat(TieOut.claims(evidence(short1, "15500", summary("15500"))))
                .filteredOn(claim -> !claim.holds())
                .extracting(Claim::text)
                .anyMatch(text -> text.contains("the book contains each payment once"));
    }

    @Test
    void findsDuplicatePayment() {
        List<Entry> twice = List.of(book().get(0), book().get(1), book().get(2), book().get(2));
        assertThat(TieOut.claims(evidence(twice, "15500", summary("15500")))).anyMatch(claim -> !claim.holds());
    }

    @Test
    void findsWrongFunding() {
        assertThat(TieOut.claims(evidence(book(), "15501", summary("15500"))))
                .filteredOn(claim -> !claim.holds())
                .extracting(Claim::text)
                .containsExactly("and the amount taken from the partner's funding");
    }

    @Test
    void findsWrongSummary() {
        assertThat(TieOut.claims(evidence(book(), "15500", summary("1"))))
                .filteredOn(claim -> !claim.holds())
                .extracting(Claim::text)
                .containsExactly("the engine's summary by provider has the same totals");
    }

    @Test
    void findsThePartnersFundingByCodeOrByBeingNew() {
        TrialBalance before = books(account("FUNDING", "1", "-5"));
        assertThat(TieOut.funding(books(account("FUNDING", "1", "-5"), account("FUNDING", "9", "-7")), before, "KOPI"))
                .isEqualByComparingTo("-7");
        assertThat(TieOut.funding(books(account("FUNDING", "KOPI", "-8")), before, "KOPI"))
                .isEqualByComparingTo("-8");
    }

    @Test
    void findsUnbalancedBooks() {
        assertThat(TieOut.sumsToZero(books(account("BANK", "", "5"), account("FUNDING", "1", "-5")))
                        .holds())
                .isTrue();
        assertThat(TieOut.sumsToZero(books(account("BANK", "", "6"), account("FUNDING", "1", "-5")))
                        .holds())
                .isFalse();
    }

    @Test
    void findsWrongProviderAccounts() {
        TrialBalance before = books(account("FLOAT", "MTRANS", "-100"), account("FEES", "MTRANS", "40"));
        Map<String, Group> paid = Map.of("MTRANS", TieOut.byProvider(payouts()).get("MTRANS"));
        TrialBalance right = books(account("FLOAT", "MTRANS", "-4100"), account("FEES", "MTRANS", "1040"));
        TrialBalance wrong = books(account("FLOAT", "MTRANS", "-4100"), account("FEES", "MTRANS", "1041"));
        assertThat(TieOut.providersMoved(before, right, paid)).allMatch(Claim::holds);
        assertThat(TieOut.providersMoved(before, wrong, paid))
                .filteredOn(claim -> !claim.holds())
                .hasSize(1);
    }

    @Test
    void showsSavingsOfRouting() {
        List<String> table = ReplayTable.of(TALLY, TieOut.byProvider(payouts()));
        assertThat(table).anyMatch(line -> line.matches("fees saved by routing +500"));
        assertThat(table).anyMatch(line -> line.matches("  BR-04 unknown wallet +1"));
        assertThat(table).anyMatch(line -> line.matches("paid +3 +15,500"));
    }

    private static TieOut.Evidence evidence(List<Entry> book, String spent, PayoutSummary summary) {
        BigDecimal toppedUp = new BigDecimal("1000000");
        return new TieOut.Evidence(
                TALLY,
                toppedUp,
                List.of("t1", "t2", "t3"),
                payouts(),
                summary,
                toppedUp.subtract(new BigDecimal(spent)),
                book);
    }

    private static PayoutSummary summary(String amount) {
        Map<String, Group> byProvider = new TreeMap<>(TieOut.byProvider(payouts()));
        byProvider.computeIfPresent(
                "MTRANS",
                (_, group) -> amount.equals("15500")
                        ? group
                        : new Group(group.count(), new BigDecimal(amount), group.fees(), group.directFees()));
        return new PayoutSummary(Map.of(), byProvider);
    }

    private static List<Payout> payouts() {
        return List.of(
                payout("t1", "LSAJA", "1000", "MTRANS", "500", "750"),
                payout("t2", "GPAID", "12500", "GOPAIDH2H", "400", "400"),
                payout("t3", "LSAJA", "2000", "MTRANS", "500", "750"));
    }

    private static Payout payout(
            String purchase, String wallet, String amount, String provider, String fee, String direct) {
        Payout.Attempt attempt = new Payout.Attempt(
                "ref-" + purchase,
                provider,
                "SUCCEEDED",
                new BigDecimal(amount),
                new BigDecimal(fee),
                new BigDecimal(direct),
                MissingNode.getInstance());
        return new Payout("p-" + purchase, "PAID", new BigDecimal(amount), wallet, List.of(purchase), List.of(attempt));
    }

    private static List<Entry> book() {
        return payouts().stream()
                .map(payout -> payout.attempts().getFirst())
                .map(attempt ->
                        new Entry(attempt.provider(), attempt.reference(), "628118770510", "LSAJA", attempt.amount()))
                .toList();
    }

    private static TrialBalance books(TrialBalance.Account... accounts) {
        return new TrialBalance(List.of(accounts), BigDecimal.ZERO);
    }

    private static TrialBalance.Account account(String kind, String owner, String balance) {
        return new TrialBalance.Account(kind, owner, new BigDecimal(balance));
    }
}
