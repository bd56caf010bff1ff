/** Opens accounts and writes off balances by approval. */
@NullMarked
package id.kezbek.ledger.writing;

import org.jspecify.annotations.NullMarked;
