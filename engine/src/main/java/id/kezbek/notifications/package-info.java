/** E-mails from events: queued, rendered from editable templates, and sent only once except after rare failures. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "jobs",
            "facts",
            "approvals",
            "approvals::audit",
            "partners",
            "people",
            "cashback",
            "loyalty"
        })
@NullMarked
package id.kezbek.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
