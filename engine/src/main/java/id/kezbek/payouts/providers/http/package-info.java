/**
 * The common part of all providers: connection with time-outs and circuit breaker, reading of answers, settings. The
 * vendors' packages use it and do not know each other.
 */
@NullMarked
package id.kezbek.payouts.providers.http;

import org.jspecify.annotations.NullMarked;
