/** New limits come into force when no purchase under the earlier terms can still be running. */
@NullMarked
package id.kezbek.billing.jobs;

import org.jspecify.annotations.NullMarked;
