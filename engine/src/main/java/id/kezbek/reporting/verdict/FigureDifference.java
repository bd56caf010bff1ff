package id.kezbek.reporting.verdict;

import id.kezbek.reporting.rollup.Figure;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A daily figure that is different in the roll-ups and in the figure's source. */
public record FigureDifference(LocalDate day, Figure figure, BigDecimal rolledUp, BigDecimal source) {

    /**
     * The difference in money; zero for counts. If a wrong count affects money, the figure of the amount has a
     * difference too.
     */
    Money size() {
        return figure.isMoney() ? Money.rupiah(rolledUp.subtract(source).abs()) : Money.ZERO;
    }
}
