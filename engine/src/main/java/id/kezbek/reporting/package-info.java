/** Figures for finance: roll-ups of events, checked against the ledger, and the reports that read the roll-ups. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "jobs",
            "facts",
            "approvals",
            "approvals::audit",
            "people",
            "notifications",
            "ledger",
            "cashback",
            "payouts",
            "billing",
            "reconciliation",
            "partners",
            "closing"
        })
@NullMarked
package id.kezbek.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
