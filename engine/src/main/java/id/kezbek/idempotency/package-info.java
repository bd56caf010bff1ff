/**
 * The {@code Idempotency-Key} of v2: an operation called twice with one key is carried out once and answered twice. It wraps the
 * operations of all modules; they use only {@link id.kezbek.idempotency.KeyedByReference}. Its table is in the schema
 * {@code shared}, where engines of earlier versions look for it.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "people"})
@NullMarked
package id.kezbek.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
