/** HTTP operations for operators, and the figures behind them. */
@NullMarked
package id.kezbek.administration.web;

import org.jspecify.annotations.NullMarked;
