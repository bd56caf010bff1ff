/** The sealed columns of partners. */
@NullMarked
package id.kezbek.partners.sealing;

import org.jspecify.annotations.NullMarked;
