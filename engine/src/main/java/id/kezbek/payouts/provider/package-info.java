/** The interface to providers: orders, inquiries and their answers. */
@NullMarked
package id.kezbek.payouts.provider;

import org.jspecify.annotations.NullMarked;
