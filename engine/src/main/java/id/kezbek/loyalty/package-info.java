/** The loyalty tier programme: tiers, rewards, customers and their tier histories. */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "idempotency", "facts", "approvals", "approvals::audit"})
@NullMarked
package id.kezbek.loyalty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
