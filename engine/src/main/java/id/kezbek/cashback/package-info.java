/** The purchase: decide the cashback by rule, record everything that follows from it, explain it. */
@ApplicationModule(
        allowedDependencies = {"shared", "jobs", "facts", "approvals", "partners", "loyalty", "ledger", "payouts"})
@NullMarked
package id.kezbek.cashback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
