/**
 * Webhooks: partners' systems receive events by HTTP, signed as Standard Webhooks define. Each event is delivered at
 * least once to each endpoint that receives its type, and never in the transaction of the event.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "jobs",
            "facts",
            "approvals::audit",
            "partners",
            "cashback",
            "loyalty",
            "payouts",
            "billing",
            "notifications"
        })
@NullMarked
package id.kezbek.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
