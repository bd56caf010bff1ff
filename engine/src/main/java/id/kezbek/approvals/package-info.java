/**
 * Proposals with a second person's approval (maker-checker), and the hash-chained audit log. The module knows no kind
 * of proposal; other modules provide the kinds, so every module may depend on it.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts", "people"})
@NullMarked
package id.kezbek.approvals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
