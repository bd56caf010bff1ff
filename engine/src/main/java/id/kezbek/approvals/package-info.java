/**
 * Proposals with a second person's approval (maker-checker), and the hash-chained audit log. This module knows no specific kind
 * of proposal. Other modules provide the kinds, so every module may depend on this one.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts", "people"})
@NullMarked
package id.kezbek.approvals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
