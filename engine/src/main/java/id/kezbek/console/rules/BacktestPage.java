package id.kezbek.console.rules;

import id.kezbek.console.sheet.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * One backtest.
 *
 * @param quantity the quantities of the proposed rule, in words
 * @param amount its amounts, in words
 * @param sheet proposes the rule; null if the reader may not
 */
public record BacktestPage(
        Backtest backtest,
        String quantity,
        String amount,
        @Nullable Sheet sheet) {}
