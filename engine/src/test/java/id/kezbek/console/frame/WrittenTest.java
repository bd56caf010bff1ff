package id.kezbek.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Language;
import org.junit.jupiter.api.Test;

/** The forms of amounts, times and days in both languages. */
class WrittenTest {

    private final Written english = Written.in(Language.ENGLISH);
    private final Written indonesian = Written.in(Language.INDONESIAN);

    @Test
    void sentencesOfTheEngineGetTheReadersForm() {
        String said = "the figures equal the ledger as of 2026-11-30T17:05:09.123456Z, fees IDR -1250.50 and Rp50.000.";
        assertThat(english.sentence(said))
                .isEqualTo("the figures equal the ledger as of 1 Dec 2026, 00:05:09, fees −Rp1,250.50 and Rp50,000.");
        assertThat(indonesian.sentence(said))
                .isEqualTo("the figures equal the ledger as of 1 Des 2026, 00:05:09, fees −Rp1.250,50 and Rp50.000.");
        assertThat(english.sentence("Rp1.250.000,50, from 2026-12-01")).isEqualTo("Rp1,250,000.50, from 1 Dec 2026");
        assertThat(english.sentence("must be at most 50000.00")).isEqualTo("must be at most Rp50,000");
    }

    @Test
    void textsThatOnlyLookLikeAmountsAndTimesStay() {
        for (String said : new String[] {
            "the bank reference 2026-12-01 is used",
            "bank reference BCA 2026-12-01 0012 Rp50.000; the balance increases",
            "bank reference: 2026-12-01",
            "must be a time such as 2026-07-01T00:00:00Z, or a day in Jakarta such as 2026-07-01",
            "must be an amount, for example IDR 50000.00",
            "INV-2026-12-01/7",
            "2026-13-45T99:00:00Z and 2026-13-45",
            "Rp999.999.999.999.999.999.999",
            "version 11.00 of 1.5 %"
        }) {
            assertThat(english.sentence(said)).isEqualTo(said);
        }
    }

    @Test
    void valuesOfFieldsGetTheReadersForm() {
        assertThat(english.value("amount", "250000.00")).isEqualTo("Rp250,000");
        assertThat(indonesian.value("amount", "250000.00")).isEqualTo("Rp250.000");
        assertThat(indonesian.value("cap", "-Rp1.000,50")).isEqualTo("−Rp1.000,50");
        assertThat(indonesian.value("percent", "2.50")).isEqualTo("2,5 %");
        assertThat(english.value("valid until", "2026-11-30T17:00:00Z")).isEqualTo("1 Dec 2026, 00:00:00");
        assertThat(english.value("day", "2026-11-30")).isEqualTo("30 Nov 2026");
        assertThat(english.value("version", "2")).isEqualTo("2");
        assertThat(english.value("bank_reference", "2026-11-30")).isEqualTo("2026-11-30");
        assertThat(english.value("tiers 1 percent", "2.5049")).isEqualTo("2.5049 %");
        assertThat(english.value("note", "paid on 2026-11-30")).isEqualTo("paid on 2026-11-30");
    }
}
