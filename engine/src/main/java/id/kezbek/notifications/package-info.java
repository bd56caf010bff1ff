/**
 * E-mails from events and orders: stored, rendered from editable templates, and sent once except after rare failures.
 * The process that reads an event sends its e-mails; e-mails that wait go through a queue.
 */
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
