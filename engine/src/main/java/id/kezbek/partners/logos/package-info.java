/** Logos: decoded in bounds, encoded anew, stored. */
@NullMarked
package id.kezbek.partners.logos;

import org.jspecify.annotations.NullMarked;
