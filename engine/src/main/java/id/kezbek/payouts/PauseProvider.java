package id.kezbek.payouts;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pauses a provider and lets it go on. From the commit on no claim on any process gives it an attempt; those that are
 * open are drained: asked about until they have ended.
 */
@Component
public class PauseProvider {

    private final JdbcClient jdbc;
    private final DataVersions versions;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PauseProvider(JdbcClient jdbc, DataVersions versions, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Pauses it; one that is paused gets the new reason.
     *
     * @param reason in words, for other staff
     * @param by who does it
     * @throws Refusal NOT_FOUND where there is no such provider
     */
    public void pause(String provider, String reason, String by) {
        change(provider, jdbc.sql("""
                        update payouts.provider set paused = true, paused_reason = ?, paused_by = ?, paused_at = ?
                        where code = ?""").params(reason, by, Timestamp.from(clock.instant()), provider));
    }

    /** @throws Refusal NOT_FOUND where there is no such provider */
    public void resume(String provider) {
        change(provider, jdbc.sql("""
                        update payouts.provider set paused = false, paused_reason = null, paused_by = null, paused_at = null
                        where code = ?""").param(provider));
    }

    private void change(String provider, JdbcClient.StatementSpec update) {
        transactions.executeWithoutResult(status -> {
            if (update.update() != 1) {
                throw ProviderBoard.absent(provider);
            }
            versions.raise(RoutingSettings.SETTINGS);
        });
    }
}
