/**
 * {@code ./cezbek bench road} and {@code ./cezbek bench drain}: the whole processing of a purchase under load: the
 * purchase is accepted, paid at a provider and confirmed by e-mail. Lightweight doubles of the providers and of the
 * mail server run in a separate process, so that the engine's processor time does not include them.
 */
@NullMarked
package id.kezbek.trials.bench.road;

import org.jspecify.annotations.NullMarked;
