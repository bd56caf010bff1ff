package id.kezbek.partners;

import id.kezbek.approvals.AuditEntry;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets a partner that has spent nothing yet spend on credit, without a limit. */
@Component
public class MakePostpaid {

    private final JdbcClient jdbc;
    private final PartnerChanges changes;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MakePostpaid(JdbcClient jdbc, PartnerChanges changes, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws Refusal NOT_FOUND where there is no such prepaid partner */
    public void makePostpaid(PartnerId partner) {
        transactions.executeWithoutResult(status -> {
            int changed = jdbc.sql("""
                            update partners.partner set funding_mode = 'POSTPAID'
                            where id = ? and funding_mode = 'PREPAID'""").param(partner.value()).update();
            if (changed != 1) {
                throw new Refusal(ErrorCode.NOT_FOUND, "there is no such prepaid partner");
            }
            changes.record(
                    PartnerChanges.Kind.PARTNER_MADE_POSTPAID,
                    partner,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    AuditEntry.SYSTEM);
        });
    }
}
