package id.kezbek.console.rules;

import id.kezbek.console.sheet.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * The page of one backtest.
 *
 * @param quantity the quantity band of the proposed rule, as text
 * @param amount the amount band of the proposed rule, as text
 * @param sheet the form to propose the rule; null if the reader may not propose it
 */
public record BacktestPage(
        Backtest backtest,
        String quantity,
        String amount,
        @Nullable Sheet sheet) {}
