/**
 * The {@code Idempotency-Key} of v2: an operation called twice with one key is carried out once and answered twice. It
 * is in the shared module because it wraps the operations of all modules.
 */
@NullMarked
package id.kezbek.shared.idempotency;

import org.jspecify.annotations.NullMarked;
