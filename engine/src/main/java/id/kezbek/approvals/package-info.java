/**
 * Proposals with a second person's approval (maker-checker), and the hash-chained audit log. This module contains no
 * kinds of proposals. Other modules provide the kinds, so they may depend on this module.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts", "people"})
@NullMarked
package id.kezbek.approvals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
