/** The five providers' dialects. */
@NullMarked
package id.kezbek.sandbox.providers.dialects;

import org.jspecify.annotations.NullMarked;
