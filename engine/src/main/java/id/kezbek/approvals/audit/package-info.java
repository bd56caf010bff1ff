/** The audit log: one hash chain of entries. Each entry is written in the transaction of its action. */
@NamedInterface("audit")
@NullMarked
package id.kezbek.approvals.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
