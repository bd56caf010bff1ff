package id.kezbek.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INV-6285570314159                     | INV-62********159
            INV6285570314159X                     | INV62********159X
            order_085570314159_2                  | order_08*******159_2
            +62 855-7031-4159                     | 62********159
            INV/+62 (855) 7031.4159/2             | INV/62********159/2
            call 0855 7031 4159 now               | call 08*******159 now
            nik 3174010101900001 of him           | nik 31***********001 of him
            31.74.01.010190.0001                  | 31***********001
            317401-010190-0001                    | 31***********001
            4111 1111 1111 1111                   | 41***********111
            ٦٢٨٥٥٧٠٣١٤١٥٩                          | 62********159
            62.812.345.6789                       | 62*******789
            081 (2) 34 5 6                        | 08***456
            a0 )81-2.3 (4 5  6b                   | a08***456b
            From: <canary.bird@cage.example> said | From: <c***@cage.example> said
            to=canary.bird%40cage.example&x       | to=c***%40cage.example&x
            a@b.co,c.d@e.co                       | a***@b.co,c***@e.co
            Key (email)=(sari@example.com) exists | Key (email)=(s***@example.com) exists
            Key (msisdn)=(628118770510) exists    | Key (msisdn)=(62*******510) exists
            """)
    void masksNumbersAndAddressesInsideOtherText(String text, String shown) {
        assertThat(Masking.masked(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INV-2026-11-29-000123",
                "INV-20261129-000123",
                "2026-11-29T04:45:16.123456Z",
                "10.130.12.254",
                "IDR 1000000000.00 of partner ACME",
                "amount must be below 99999999",
                "01kb6y0q7ehw9v8zt3m5n4x2r1",
                "00000000314159265358979323abcdef",
                "v1.234.5678",
                ""
            })
    void leavesDatesAmountsAndIdsLegible(String text) {
        assertThat(Masking.masked(text)).isEqualTo(text);
    }

    @Test
    void leavesIdsOfTheEngineLegible() {
        UUID id = UUID.fromString("01938f00-1234-7123-8123-1234567890ab");
        assertThat(Masking.masked("payout " + id + " and " + Ids.text(id)))
                .isEqualTo("payout " + id + " and " + Ids.text(id));
    }

    @Test
    void digitsInTheShapeOfAnIdAreNoId() {
        assertThat(Masking.masked("31740101019000013174010101900001")).isEqualTo("*".repeat(32));
    }
}
