/** The exchange with the tax office: its XML, and its numbers back. */
@NullMarked
package id.kezbek.billing.coretax;

import org.jspecify.annotations.NullMarked;
