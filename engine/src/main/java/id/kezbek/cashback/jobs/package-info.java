/** Clean-up and repair jobs of purchases. */
@NullMarked
package id.kezbek.cashback.jobs;

import org.jspecify.annotations.NullMarked;
