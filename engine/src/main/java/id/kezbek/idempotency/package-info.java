/**
 * The {@code Idempotency-Key} of v2: an operation that is called twice with one key runs once and returns the same
 * response twice. The module wraps the operations of all other modules. The other modules use only the annotation
 * {@link id.kezbek.idempotency.KeyedByReference}. The module's table is in the schema {@code shared}, because engines
 * of earlier versions expect the table there.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "people"})
@NullMarked
package id.kezbek.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
