/** Partners' payments and debts: top-ups, payments, credit limits, statements, invoices. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "jobs",
            "facts",
            "approvals",
            "approvals::audit",
            "ledger",
            "partners",
            "payouts",
            "notifications",
            "closing"
        })
@NullMarked
package id.kezbek.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
