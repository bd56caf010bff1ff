/**
 * Who may call: signatures, one-time codes, sessions, tokens, roles. It turns a request into a {@code Caller} and nothing
 * else.
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
