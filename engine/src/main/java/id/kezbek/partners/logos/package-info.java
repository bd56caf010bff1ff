/** Logos: decoded within limits, re-encoded, and stored. */
@NullMarked
package id.kezbek.partners.logos;

import org.jspecify.annotations.NullMarked;
