package id.kezbek.sandbox.demo.reckoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.demo.Fault;
import id.kezbek.sandbox.demo.Outcome;
import id.kezbek.sandbox.demo.purchases.PurchaseFile;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReckoningTest {

    private static final PurchaseRow ROW =
            new PurchaseRow("INV/1", "628118770510", "ani@example.com", "LSAJA", "2", "750000");

    @ParameterizedTest
    @CsvSource({
        "1, 50000, 500",
        "2, 499999.99, 4999",
        "2, 500000, 7500",
        "1, 4999999.99, 74999",
        "1, 5000000, 100000",
        "3, 50000, 1000",
        "3, 500000, 12500",
        "4, 4999999, 124999",
        "3, 5000000, 150000",
        "2, 75000000, 1000000",
        "9, 1000000000000, 1000000"
    })
    void cashbackFollowsTheSeededTable(int quantity, BigDecimal amount, BigDecimal expected) {
        assertThat(CashbackTable.cashback(quantity, amount))
                .hasValueSatisfying(cashback -> assertThat(cashback).isEqualByComparingTo(expected));
    }

    @Test
    void nothingIsPaidBelowTheSmallestBand() {
        assertThat(CashbackTable.cashback(5, new BigDecimal("49999.99"))).isEmpty();
    }

    @Test
    void climbsTheSeededLadder() {
        assertThat(Ladder.rewardsOf(2)).isEqualByComparingTo("0");
        assertThat(Ladder.rewardsOf(3)).isEqualByComparingTo("1000");
        assertThat(Ladder.rewardsOf(5)).isEqualByComparingTo("3500");
        // Five in BRONZE, six more in SILVER, nine in GOLD, nine in PLATINUM, and nine for each further round.
        assertThat(Ladder.rewardsOf(11)).isEqualByComparingTo("16000");
        assertThat(Ladder.rewardsOf(20)).isEqualByComparingTo("41000");
        assertThat(Ladder.rewardsOf(29)).isEqualByComparingTo("86000");
        assertThat(Ladder.rewardsOf(38)).isEqualByComparingTo("131000");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void findsEachFault(Fault fault) {
        assertThat(Reckoning.of(List.of(fault.in(ROW)))).containsExactly(new Outcome.Refused(fault.reason()));
    }

    @Test
    void distinguishesRepeatsFromConflicts() {
        PurchaseRow cheap = new PurchaseRow("INV/2", ROW.msisdn(), "", "GPAID", "1", "10000");
        PurchaseRow dearer = new PurchaseRow("INV/2", ROW.msisdn(), "", "GPAID", "1", "100000");
        PurchaseRow other = new PurchaseRow("INV/2", ROW.msisdn(), "", "GPAID", "2", "100000");
        assertThat(Reckoning.of(List.of(cheap, dearer, dearer, other)))
                .containsExactly(
                        new Outcome.Refused("BR-07"),
                        new Outcome.Accepted(),
                        new Outcome.Repeated(),
                        new Outcome.Conflicting());
        assertThat(Reckoning.firstOfSameReference(List.of(cheap, dearer, ROW, other)))
                .containsExactly(Reckoning.NONE, 0, Reckoning.NONE, 0);
    }

    @Test
    void sendsNumbersAsNumbersAndLeavesEmptyCellsOut() {
        PurchaseRow row = new PurchaseRow("", "628118770510", "", "LSAJA", "2", "seventy");
        assertThat(row.body().toString())
                .isEqualTo(
                        "{\"quantity\":2,\"amount\":\"seventy\",\"msisdn\":\"628118770510\",\"merchant_code\":\"LSAJA\"}");
    }

    @Test
    void refusesFileOfOtherFormat() {
        assertThatThrownBy(() -> PurchaseFile.parse("reference,amount\n1,2\n"))
                .hasMessageContaining("The first line must be");
        String header = PurchaseFile.text(List.of()).strip();
        assertThatThrownBy(() -> PurchaseFile.parse(header + "\na,b,c,d,e\n")).hasMessageContaining("6 plain cells");
    }
}
