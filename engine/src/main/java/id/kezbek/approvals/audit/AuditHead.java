package id.kezbek.approvals.audit;

import java.time.Instant;

/**
 * The head of the audit log's hash chain. A copy of the head outside the database can later show whether entries were
 * cut off.
 */
public record AuditHead(long number, Instant at, byte[] hash) {}
