/** The loyalty ladder: tiers, rewards, members and their moves. */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts", "approvals"})
@NullMarked
package id.kezbek.loyalty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
