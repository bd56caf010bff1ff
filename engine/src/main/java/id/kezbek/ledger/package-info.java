/** The double-entry ledger, bank transfers and partners' available funds. */
@ApplicationModule(allowedDependencies = {"shared", "jobs", "facts", "approvals", "approvals::audit", "closing"})
@NullMarked
package id.kezbek.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
