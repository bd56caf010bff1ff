package id.kezbek.partners;

import id.kezbek.partners.records.PartnerChanges;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes a partner's funding settings in the caller's transaction. In the same transaction, the caller writes the
 * ledger. All processes use the new settings from the commit on.
 */
@Component
public class ChangePartnerFunding {

    private final JdbcClient jdbc;
    private final PartnerChanges changes;

    ChangePartnerFunding(JdbcClient jdbc, PartnerChanges changes) {
        this.jdbc = jdbc;
        this.changes = changes;
    }

    /**
     * Makes the partner postpaid.
     *
     * @param limit the highest debt; empty for no limit
     * @throws Refusal NOT_FOUND if the partner does not exist
     */
    public void postpaid(PartnerId partner, Optional<Money> limit, String by) {
        int changed = jdbc.sql("update partners.partner set funding_mode = 'POSTPAID', credit_limit = ? where id = ?")
                .param(limit.map(Money::decimal).orElse(null))
                .param(partner.value())
                .update();
        record(
                changed,
                partner,
                by,
                Map.of("mode", "POSTPAID", "limit", limit.map(Money::toString).orElse("none")));
    }

    /**
     * Sets how the engine treats purchases that exceed the available funds.
     *
     * @throws Refusal NOT_FOUND if the partner does not exist
     */
    public void whenShort(PartnerId partner, Partner.ShortFunding setting, String by) {
        int changed = jdbc.sql("update partners.partner set short_funding = ? where id = ?")
                .params(setting.name(), partner.value())
                .update();
        record(changed, partner, by, Map.of("when_short", setting.name()));
    }

    /**
     * Sets who bears the paid cashback of refunded purchases.
     *
     * @throws Refusal NOT_FOUND if the partner does not exist
     */
    public void refunds(PartnerId partner, RefundTerms terms, String by) {
        int changed = jdbc.sql("update partners.partner set refunds = ?, refunds_limit = ? where id = ?")
                .param(terms.setting().name())
                .param(terms.limit().map(Money::decimal).orElse(null))
                .param(partner.value())
                .update();
        record(changed, partner, by, Map.of("refunds", terms.inWords()));
    }

    private void record(int changed, PartnerId partner, String by, Map<String, String> detail) {
        if (changed != 1) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no partner has this code");
        }
        changes.record(PartnerChanges.Kind.PARTNER_FUNDING_CHANGED, partner, by, detail);
    }
}
