/** Opens accounts and writes off amounts after approval. */
@NullMarked
package id.kezbek.ledger.writing;

import org.jspecify.annotations.NullMarked;
