/** Payouts: choosing the provider, sending one attempt at a time, and recording the results. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "idempotency",
            "jobs",
            "facts",
            "limits",
            "approvals",
            "approvals::audit",
            "ledger",
            "partners",
            "closing"
        })
@NullMarked
package id.kezbek.payouts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
