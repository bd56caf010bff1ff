/** The dialects: the HTTP protocols of the five providers. */
@NullMarked
package id.kezbek.sandbox.providers.dialects;

import org.jspecify.annotations.NullMarked;
