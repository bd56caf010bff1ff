/** Purchases and cashback rules: decides the cashback, records the purchase with all consequences, explains it. */
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
