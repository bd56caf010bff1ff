/**
 * Identifies the {@code Caller} of each request and decides whether the caller may send it. Contains signatures,
 * one-time codes, sessions, tokens and roles.
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
