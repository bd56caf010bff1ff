/** What the last 30 days would have got under a proposed rule. */
@NullMarked
package id.kezbek.cashback.backtest;

import org.jspecify.annotations.NullMarked;
