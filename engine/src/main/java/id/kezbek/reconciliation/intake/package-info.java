/** A person sends a statement: a preview of how it is read, the import with the matching, and its progress. */
@NullMarked
package id.kezbek.reconciliation.intake;

import org.jspecify.annotations.NullMarked;
