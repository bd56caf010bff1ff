/** The books watch themselves. */
@NullMarked
package id.kezbek.ledger.jobs;

import org.jspecify.annotations.NullMarked;
