/** Moving money into wallets: which provider, one attempt at a time, and what became of it. */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts", "approvals", "ledger", "partners"})
@NullMarked
package id.kezbek.payouts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
