/** Backtests: a proposed rule, simulated on the purchases of the last 30 days. */
@NullMarked
package id.kezbek.cashback.backtest;

import org.jspecify.annotations.NullMarked;
