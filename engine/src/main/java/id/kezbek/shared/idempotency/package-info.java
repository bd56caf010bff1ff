/**
 * The {@code Idempotency-Key} of v2: an operation that is called twice under one key is carried out once and answered
 * twice. It stands here because it wraps the operations of every module and none of them has to do anything for it.
 */
@NullMarked
package id.kezbek.shared.idempotency;

import org.jspecify.annotations.NullMarked;
