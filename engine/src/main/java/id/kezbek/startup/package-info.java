/** Start-up, commands, seeds, and vendors' SDKs. */
@ApplicationModule
@NullMarked
package id.kezbek.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
