package id.kezbek.sandbox.demo.reckoning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** The seeded cashback rules as a table, computed independently of the engine. */
public final class CashbackTable {

    private record Band(int quantityFrom, BigDecimal amountFrom, BigDecimal percent) {}

    /** The first matching band decides. Bands for larger purchases come first. */
    private static final List<Band> BANDS = List.of(
            band(3, 5_000_000, "3"),
            band(3, 500_000, "2.5"),
            band(3, 50_000, "2"),
            band(1, 5_000_000, "2"),
            band(1, 500_000, "1.5"),
            band(1, 50_000, "1"));

    private static final BigDecimal CAP = BigDecimal.valueOf(1_000_000);

    private CashbackTable() {}

    /** The cashback in whole rupiah; empty below the smallest band. */
    public static Optional<BigDecimal> cashback(int quantity, BigDecimal amount) {
        return BANDS.stream()
                .filter(band -> quantity >= band.quantityFrom() && amount.compareTo(band.amountFrom()) >= 0)
                .findFirst()
                .map(band -> amount.multiply(band.percent())
                        .movePointLeft(2)
                        .setScale(0, RoundingMode.DOWN)
                        .min(CAP));
    }

    private static Band band(int quantityFrom, long amountFrom, String percent) {
        return new Band(quantityFrom, BigDecimal.valueOf(amountFrom), new BigDecimal(percent));
    }
}
