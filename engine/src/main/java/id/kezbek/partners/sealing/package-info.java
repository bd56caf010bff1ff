/** The partners module's columns that depend on the master key. */
@NullMarked
package id.kezbek.partners.sealing;

import org.jspecify.annotations.NullMarked;
