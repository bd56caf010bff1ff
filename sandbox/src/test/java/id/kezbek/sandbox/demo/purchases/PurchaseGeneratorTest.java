package id.kezbek.sandbox.demo.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.demo.Fault;
import id.kezbek.sandbox.demo.Outcome;
import id.kezbek.sandbox.demo.reckoning.Reckoning;
import id.kezbek.sandbox.demo.reckoning.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PurchaseGeneratorTest {

    private final List<PurchaseRow> rows = PurchaseGenerator.generate();
    private final List<Outcome> outcomes = Reckoning.of(rows);

    @Test
    void committedFileIsTheGeneratorsOutput() {
        assertThat(PurchaseFile.text(PurchaseFile.committed())).isEqualTo(PurchaseFile.text(rows));
    }

    @Test
    void sameSeedMakesTheSameFile() {
        assertThat(PurchaseGenerator.generate()).isEqualTo(rows);
    }

    @Test
    void twoInAHundredRepeatAndTwoInAHundredAreFaulty() {
        Tally tally = Tally.of(rows, outcomes);
        assertThat(rows).hasSize(PurchaseGenerator.ROWS);
        assertThat(tally.repeated()).isEqualTo(PurchaseGenerator.REPEATED);
        assertThat(tally.conflicting()).isEqualTo(PurchaseGenerator.CONFLICTING);
        assertThat(tally.repeated() + tally.conflicting()).isEqualTo(PurchaseGenerator.ROWS * 2 / 100);
        assertThat(tally.refusedInAll()).isEqualTo(PurchaseGenerator.ROWS * 2 / 100);
    }

    @Test
    void everyKindOfFaultIsThereAndIsReckonedAsSuch() {
        Map<String, Long> expected =
                List.of(Fault.values()).stream().collect(Collectors.groupingBy(Fault::reason, Collectors.counting()));
        expected.replaceAll((_, kinds) -> kinds * PurchaseGenerator.FAULTY_OF_EACH_KIND);
        Map<String, Long> found = outcomes.stream()
                .filter(Outcome.Refused.class::isInstance)
                .collect(Collectors.groupingBy(outcome -> ((Outcome.Refused) outcome).reason(), Collectors.counting()));
        assertThat(found).isEqualTo(expected).containsKeys("BR-04", "BR-07");
    }

    @Test
    void fewCustomersComeOftenAndManyOnce() {
        List<Long> visits =
                rows.stream()
                        .collect(Collectors.groupingBy(PurchaseRow::msisdn, Collectors.counting()))
                        .values()
                        .stream()
                        .sorted(Comparator.reverseOrder())
                        .toList();
        long topTenth = visits.stream()
                .limit(visits.size() / 10)
                .mapToLong(Long::longValue)
                .sum();
        assertThat(topTenth * 100 / rows.size()).isBetween(35L, 75L);
        assertThat(visits.stream().filter(count -> count == 1).count()).isGreaterThan(50);
    }

    @Test
    void containsAllWalletsAndBothKindsOfCustomers() {
        assertThat(rows.stream().map(PurchaseRow::wallet)).contains("LSAJA", "GPAID", "JOSVO");
        long without = rows.stream().filter(row -> row.email().isEmpty()).count();
        assertThat(without * 100 / rows.size()).isBetween(20L, 80L);
    }

    @Test
    void readsItsOwnOutput() {
        assertThat(PurchaseFile.parse(PurchaseFile.text(rows))).isEqualTo(rows);
    }
}
