/**
 * Rate limits. They protect the capacity from partners with too many requests and from addresses that try log-ins, and
 * payment providers from too many calls of ours.
 * All processes count each limit together. While Redis is unavailable, each process counts alone.
 */
@ApplicationModule(allowedDependencies = {"shared", "partners"})
@NullMarked
package id.kezbek.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
