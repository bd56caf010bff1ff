/** Reads accepted purchases for partners, officers and staff. */
@NullMarked
package id.kezbek.cashback.history;

import org.jspecify.annotations.NullMarked;
