/** The dialects of the five providers: each one's HTTP protocol. */
@NullMarked
package id.kezbek.sandbox.providers.dialects;

import org.jspecify.annotations.NullMarked;
