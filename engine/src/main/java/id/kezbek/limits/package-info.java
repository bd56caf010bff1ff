/**
 * Call limits. A partner with too many calls, or an address that tries log-ins, would use the capacity of others. All
 * processes count each limit together, and alone while Redis is away.
 */
@ApplicationModule(allowedDependencies = {"shared", "partners"})
@NullMarked
package id.kezbek.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
