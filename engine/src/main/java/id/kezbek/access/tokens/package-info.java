/** Issues tokens and keeps the signing keys. */
@NullMarked
package id.kezbek.access.tokens;

import org.jspecify.annotations.NullMarked;
