/**
 * Purchases and cashback rules. The module decides the cashback, records the purchase with all consequences, and
 * explains the decision.
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
            "loyalty",
            "ledger",
            "payouts"
        })
@NullMarked
package id.kezbek.cashback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
