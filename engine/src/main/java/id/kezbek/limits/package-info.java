/**
 * How much a caller may call. A partner that calls without end, or an address that tries log-ins, takes from everybody
 * else what they came for; so each has a limit, held by all processes together and by each alone while Redis is away.
 */
@ApplicationModule(allowedDependencies = {"shared", "partners"})
@NullMarked
package id.kezbek.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
