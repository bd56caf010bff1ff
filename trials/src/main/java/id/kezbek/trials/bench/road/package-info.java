/**
 * {@code ./cezbek bench road} and {@code ./cezbek bench drain}: the whole processing of a purchase under load. It is
 * accepted, paid at a provider and confirmed by e-mail. Lightweight doubles of the providers and of the mail server
 * run in a separate process, so that their processor time does not count as the engine's time.
 */
@NullMarked
package id.kezbek.trials.bench.road;

import org.jspecify.annotations.NullMarked;
