/** Reading a sample by a profile that is not in force; nothing of it stays. */
@NullMarked
package id.kezbek.reconciliation.dryrun;

import org.jspecify.annotations.NullMarked;
