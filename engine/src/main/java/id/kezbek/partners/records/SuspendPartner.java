package id.kezbek.partners.records;

import id.kezbek.partners.Partner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Suspends and reactivates a partner. Every process sees the change from its commit on. */
@Component
public class SuspendPartner {

    private final Partners partners;
    private final PartnerChanges changes;
    private final TransactionTemplate transactions;

    SuspendPartner(Partners partners, PartnerChanges changes, TransactionTemplate transactions) {
        this.partners = partners;
        this.changes = changes;
        this.transactions = transactions;
    }

    /**
     * Suspends the partner. A suspended partner gets no tokens, and purchases of the partner are refused. A second
     * suspension changes nothing.
     *
     * @param by the person who suspends the partner, for the audit log
     * @throws Refusal NOT_FOUND if the partner does not exist
     */
    public void suspend(PartnerId partner, String by) {
        suspend(partner, "no reason given", by);
    }

    /** Suspends the partner, with a reason for the audit log. */
    public void suspend(PartnerId partner, String reason, String by) {
        change(
                partner,
                Partner.State.ACTIVE,
                Partner.State.SUSPENDED,
                PartnerChanges.Kind.PARTNER_SUSPENDED,
                by,
                Map.of("reason", reason));
    }

    /**
     * Reactivates a suspended partner.
     *
     * @param by the person who reactivates the partner, for the audit log
     * @throws Refusal NOT_FOUND if the partner does not exist
     */
    public void reactivate(PartnerId partner, String by) {
        change(
                partner,
                Partner.State.SUSPENDED,
                Partner.State.ACTIVE,
                PartnerChanges.Kind.PARTNER_REACTIVATED,
                by,
                Map.of());
    }

    private void change(
            PartnerId partner,
            Partner.State from,
            Partner.State to,
            PartnerChanges.Kind kind,
            String by,
            Map<String, String> detail) {
        transactions.executeWithoutResult(status -> {
            if (!partners.lock(partner)) {
                throw new Refusal(ErrorCode.NOT_FOUND, "no partner has this code");
            }
            if (partners.change(partner, from, to)) {
                changes.record(kind, partner, by, detail);
            }
        });
    }
}
