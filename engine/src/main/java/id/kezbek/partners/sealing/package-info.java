/** The columns of the partners module that depend on the master key. */
@NullMarked
package id.kezbek.partners.sealing;

import org.jspecify.annotations.NullMarked;
