package id.kezbek.approvals;

import java.time.Instant;

/** The end of the audit log's chain: who keeps it elsewhere can tell later whether the log was cut off. */
public record AuditHead(long number, Instant at, byte[] hash) {}
