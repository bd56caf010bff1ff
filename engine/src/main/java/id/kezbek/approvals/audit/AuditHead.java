package id.kezbek.approvals.audit;

import java.time.Instant;

/**
 * The head of the audit log's hash chain. A copy of the head that is stored elsewhere later reveals whether entries
 * were cut off.
 */
public record AuditHead(long number, Instant at, byte[] hash) {}
