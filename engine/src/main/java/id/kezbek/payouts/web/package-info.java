/** HTTP operations for payouts. */
@NullMarked
package id.kezbek.payouts.web;

import org.jspecify.annotations.NullMarked;
