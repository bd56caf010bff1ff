/** The rule by which differences of at most a rupiah are written off without people; none is in force at first. */
@NullMarked
package id.kezbek.reconciliation.rounding;

import org.jspecify.annotations.NullMarked;
