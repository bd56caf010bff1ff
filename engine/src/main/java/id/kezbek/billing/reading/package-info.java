/** The funding statement of a partner. */
@NullMarked
package id.kezbek.billing.reading;

import org.jspecify.annotations.NullMarked;
