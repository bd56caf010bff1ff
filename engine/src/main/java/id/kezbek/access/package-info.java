/**
 * Decides which callers may send requests: signatures, one-time codes, sessions, tokens, roles. The module identifies
 * the {@code Caller} of each request and does nothing else.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "idempotency",
            "jobs",
            "facts",
            "approvals",
            "approvals::audit",
            "partners",
            "notifications",
            "people"
        })
@NullMarked
package id.kezbek.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
