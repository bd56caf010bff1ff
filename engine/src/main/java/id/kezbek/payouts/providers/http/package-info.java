/**
 * The common part of all providers: connection with timeouts and circuit breaker, interpretation of responses,
 * settings. The vendors' packages use this package and do not depend on each other.
 */
@NullMarked
package id.kezbek.payouts.providers.http;

import org.jspecify.annotations.NullMarked;
