/** The start of the process, commands, seeds, and the use of vendors' SDKs. */
@ApplicationModule
@NullMarked
package id.kezbek.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
