/**
 * {@code ./cezbek bench road} and {@code ./cezbek bench drain}: the whole road of a purchase at speed. Accepted, paid at a
 * provider and told by e-mail, with lean doubles of the providers and of the mail server in a process of their own, so
 * that nobody's processor time is counted as another's.
 */
@NullMarked
package id.kezbek.trials.bench.road;

import org.jspecify.annotations.NullMarked;
