/**
 * Reconciliation: imports providers' statements, matches the statements with our attempts, lists the differences, and
 * records proven payments.
 */
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
