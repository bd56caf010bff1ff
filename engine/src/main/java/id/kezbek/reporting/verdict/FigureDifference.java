package id.kezbek.reporting.verdict;

import id.kezbek.reporting.rollup.Figure;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A figure of a day in which the roll-ups differ from its source. */
public record FigureDifference(LocalDate day, Figure figure, BigDecimal rolledUp, BigDecimal source) {

    /** Of numbers, nothing: their amounts differ as well, or no money is concerned. */
    Money size() {
        return figure.isMoney() ? Money.rupiah(rolledUp.subtract(source).abs()) : Money.ZERO;
    }
}
