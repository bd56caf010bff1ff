/** Checks the master key against the database, and replaces it. */
@NullMarked
@NamedInterface("masterkey")
package id.kezbek.startup.masterkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
