/** Checks whether the master key decrypts the stored values, and reseals these values with a new master key. */
@NullMarked
@NamedInterface("masterkey")
package id.kezbek.startup.masterkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
