/** Partners: onboarding, credentials and funding settings. This module shows each credential's secret only once. */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "approvals", "approvals::audit", "people"})
@NullMarked
package id.kezbek.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
