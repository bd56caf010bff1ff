/** The close of a month: checks before the close, stored figures, and a later comparison with current figures. */
@ApplicationModule(allowedDependencies = {"shared", "approvals", "approvals::audit"})
@NullMarked
package id.kezbek.closing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
