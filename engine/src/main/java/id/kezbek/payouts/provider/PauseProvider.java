package id.kezbek.payouts.provider;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pauses and resumes a provider. A claim that begins after the commit of a pause starts no attempts at the provider. A
 * claim that is already running may still start some. Inquiries about open attempts continue.
 */
@Component
public class PauseProvider {

    private final JdbcClient jdbc;
    private final Actors actors;
    private final DataVersions versions;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PauseProvider(
            Actors actors,
            JdbcClient jdbc,
            DataVersions versions,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.versions = versions;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Pauses the provider. If the provider is already paused, only the reason changes.
     *
     * @param reason for other staff
     * @param by the person who pauses the provider
     * @throws Refusal NOT_FOUND if the provider does not exist
     */
    public void pause(String provider, String reason, String by) {
        change(
                new AuditEntry(by, "PROVIDER_PAUSED", "provider " + provider, Map.of("reason", reason)),
                provider,
                jdbc.sql("""
                        update payouts.provider set paused = true, paused_reason = ?, paused_by = ?, paused_at = ?
                        where code = ?""").params(reason, actors.mentioned(by), Timestamp.from(clock.instant()), provider));
    }

    /**
     * Resumes the provider.
     *
     * @param by the person who resumes the provider
     * @throws Refusal NOT_FOUND if the provider does not exist
     */
    public void resume(String provider, String by) {
        change(
                new AuditEntry(by, "PROVIDER_RESUMED", "provider " + provider, Map.of()),
                provider,
                jdbc.sql("""
                        update payouts.provider set paused = false, paused_reason = null, paused_by = null, paused_at = null
                        where code = ?""").param(provider));
    }

    private void change(AuditEntry entry, String provider, JdbcClient.StatementSpec update) {
        transactions.executeWithoutResult(status -> {
            if (update.update() != 1) {
                throw ProviderBoard.absent(provider);
            }
            versions.raise(RoutingSettings.SETTINGS);
            auditLog.append(entry);
        });
    }
}
