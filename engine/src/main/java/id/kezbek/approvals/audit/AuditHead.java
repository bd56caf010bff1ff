package id.kezbek.approvals.audit;

import java.time.Instant;

/**
 * The head of the audit log's hash chain. If a copy of the head is stored elsewhere, this copy can later show whether
 * entries were cut off.
 */
public record AuditHead(long number, Instant at, byte[] hash) {}
