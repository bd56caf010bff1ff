/** A person uploads a statement: a preview, the import with the matching, and its progress. */
@NullMarked
package id.kezbek.reconciliation.intake;

import org.jspecify.annotations.NullMarked;
