package id.kezbek.cashback.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-11-22, 2026-11-22",
        "WEEK, 2026-11-22, 2026-11-16",
        "WEEK, 2026-11-23, 2026-11-23",
        "WEEK, 2027-01-01, 2026-12-28",
        "MONTH, 2026-11-30, 2026-11-01",
        "MONTH, 2026-12-01, 2026-12-01",
        "MONTH, 2028-02-29, 2028-02-01"
    })
    void periodBeginsOnItsFirstDay(Period period, LocalDate day, LocalDate beginning) {
        assertThat(period.beginning(day)).isEqualTo(beginning);
    }
}
