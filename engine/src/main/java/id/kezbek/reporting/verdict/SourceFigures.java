package id.kezbek.reporting.verdict;

import id.kezbek.cashback.DailyPurchases;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.DailySums;
import id.kezbek.reporting.rollup.DailyFigures;
import id.kezbek.reporting.rollup.Figure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures from their sources: purchases from the table of purchases, payments from the ledger lines of floats. */
final class SourceFigures {

    private SourceFigures() {}

    static DailyFigures read(JdbcClient snapshot, List<DailySums.Sum> ledger, LocalDate from, LocalDate to) {
        DailyFigures figures = new DailyFigures();
        for (DailyPurchases.Sum sum : DailyPurchases.read(snapshot, from, to)) {
            figures.add(sum.day(), Figure.PURCHASES, sum.purchases());
            figures.add(sum.day(), Figure.PURCHASE_AMOUNT, sum.amount().decimal());
            figures.add(sum.day(), Figure.CASHBACK, sum.cashback().decimal());
            figures.add(sum.day(), Figure.REWARD, sum.reward().decimal());
        }
        ledger.stream().filter(sum -> sum.account().kind() == AccountKind.FLOAT).forEach(sum -> add(figures, sum));
        return figures;
    }

    /** Adds the payments. A payment credits the float account, so the amount on that account is negative. */
    private static void add(DailyFigures figures, DailySums.Sum sum) {
        BigDecimal left = sum.amount().negated().decimal();
        switch (sum.kind()) {
            case SETTLE -> {
                figures.add(sum.day(), Figure.PAID, sum.lines());
                figures.add(sum.day(), Figure.PAID_AMOUNT, left);
            }
            case PAID_TWICE -> {
                figures.add(sum.day(), Figure.PAID_TWICE, sum.lines());
                figures.add(sum.day(), Figure.PAID_TWICE_AMOUNT, left);
            }
            case REVERSAL -> {
                figures.add(sum.day(), Figure.REVERSED, sum.lines());
                figures.add(sum.day(), Figure.REVERSED_AMOUNT, left);
            }
            case PROVIDER_FEE -> figures.add(sum.day(), Figure.PAYOUT_FEES, left);
            default -> {}
        }
    }
}
