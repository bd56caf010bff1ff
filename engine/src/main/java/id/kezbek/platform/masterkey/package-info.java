/** Whether the master key is the one that the database was written under, and the change to another one. */
@NullMarked
@NamedInterface("masterkey")
package id.kezbek.platform.masterkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
