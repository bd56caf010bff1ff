/**
 * Four eyes and their memory: acts that one person proposes and another approves, and the hash-chained audit log. It
 * knows none of the acts; the modules that own them bring them, so everyone may depend on it.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts"})
@NullMarked
package id.kezbek.approvals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
