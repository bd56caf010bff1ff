/** The invoice as a file and as an e-mail. */
@NullMarked
package id.kezbek.billing.documents;

import org.jspecify.annotations.NullMarked;
