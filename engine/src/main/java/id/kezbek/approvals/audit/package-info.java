/** The audit log: one hash chain, written in the transaction of each audited action. */
@NamedInterface("audit")
@NullMarked
package id.kezbek.approvals.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
