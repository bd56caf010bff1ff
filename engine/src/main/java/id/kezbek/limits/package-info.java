/**
 * Rate limits. The limits protect the engine's capacity from partners that send too many requests and from IP addresses
 * that try many log-ins. The limits also protect payment providers from too many of our calls. All processes share the
 * count of each limit. While Redis is unavailable, each process counts its own requests.
 */
@ApplicationModule(allowedDependencies = {"shared", "partners"})
@NullMarked
package id.kezbek.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
