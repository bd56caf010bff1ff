/** The close of a month: the checks before it, the stored figures, and their later comparison. */
@ApplicationModule(allowedDependencies = {"shared", "approvals", "approvals::audit"})
@NullMarked
package id.kezbek.closing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
