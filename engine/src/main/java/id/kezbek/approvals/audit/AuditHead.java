package id.kezbek.approvals.audit;

import java.time.Instant;

/** The head of the audit log's chain. A copy stored elsewhere reveals later whether the log was cut. */
public record AuditHead(long number, Instant at, byte[] hash) {}
