/** Who our partners are: onboarding, credentials, funding settings. Secrets leave this module once. */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "approvals", "approvals::audit", "people"})
@NullMarked
package id.kezbek.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
