/**
 * Customers' requests about personal data: read, correct, erase. The module uses no tables of other modules; each
 * module provides its own data.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "approvals", "approvals::audit", "partners"})
@NullMarked
package id.kezbek.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
