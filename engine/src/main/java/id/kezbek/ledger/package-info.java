/** The double-entry record of who owes what to whom, and the check that a partner can pay for what it spends. */
@ApplicationModule(allowedDependencies = {"shared", "facts", "approvals"})
@NullMarked
package id.kezbek.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
