/** The parts that know where the engine runs: start-up, observability, the sandbox's seed, vendors' SDKs. */
@ApplicationModule
@NullMarked
package id.kezbek.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
