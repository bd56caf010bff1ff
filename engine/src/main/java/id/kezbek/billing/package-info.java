/** Partners' payments and debts: top-ups, payments, credit limits, statements. */
@ApplicationModule(
        allowedDependencies = {"shared", "facts", "approvals", "approvals::audit", "ledger", "partners", "payouts"})
@NullMarked
package id.kezbek.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
