/**
 * What customers may ask about their personal data: to see it, to have it corrected, to have it erased. It knows none of the
 * tables: each module that keeps something of customers brings it.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "approvals", "partners"})
@NullMarked
package id.kezbek.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
