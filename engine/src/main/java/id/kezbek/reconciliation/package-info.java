/** Reconciliation: providers' statements, their matching with our attempts, the differences, and what they prove. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "jobs",
            "facts",
            "approvals",
            "approvals::audit",
            "ledger",
            "payouts",
            "closing"
        })
@NullMarked
package id.kezbek.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
