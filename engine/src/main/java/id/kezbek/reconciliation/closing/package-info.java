/** The steps of a month's close that concern statements. */
@NullMarked
package id.kezbek.reconciliation.closing;

import org.jspecify.annotations.NullMarked;
