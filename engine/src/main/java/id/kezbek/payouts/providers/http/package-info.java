/**
 * What all providers have in common: the line to them with its time-outs and its breaker, how their answers are read,
 * and their settings. Vendors' packages build on it and know nothing of each other.
 */
@NullMarked
package id.kezbek.payouts.providers.http;

import org.jspecify.annotations.NullMarked;
