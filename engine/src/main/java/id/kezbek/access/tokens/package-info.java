/** Issuing and checking of tokens, and the signing keys. */
@NullMarked
package id.kezbek.access.tokens;

import org.jspecify.annotations.NullMarked;
