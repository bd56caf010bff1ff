/** Brings new limits into force after all purchases under the earlier terms have ended. */
@NullMarked
package id.kezbek.billing.jobs;

import org.jspecify.annotations.NullMarked;
