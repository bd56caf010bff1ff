/** The close of a month: what is missing, the figures that two people close, and the comparison later. */
@ApplicationModule(allowedDependencies = {"shared", "approvals", "approvals::audit"})
@NullMarked
package id.kezbek.closing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
