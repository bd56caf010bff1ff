package id.kezbek.partners;

import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.util.Optional;

/**
 * A partner.
 *
 * @param code 1 to 10 characters of A-Z and 0-9
 * @param msisdn the partner's phone number; empty if the partner's row cannot be decrypted
 * @param creditLimit the highest debt of a postpaid partner; empty for no limit and for prepaid partners
 * @param shortFunding what happens to purchases that the funds do not cover
 * @param refunds the rule that says who bears the paid cashback of refunded purchases
 * @param language the language of e-mails to the partner's customers
 */
public record Partner(
        PartnerId id,
        String code,
        String company,
        Optional<Msisdn> msisdn,
        State state,
        FundingMode fundingMode,
        Optional<Money> creditLimit,
        ShortFunding shortFunding,
        RefundTerms refunds,
        Language language) {

    public enum State {
        ACTIVE,
        SUSPENDED
    }

    public enum FundingMode {
        /** The partner spends money that it has paid in. */
        PREPAID,
        /** The partner spends on credit, up to its credit limit. Without a limit, the credit is unlimited. */
        POSTPAID
    }

    public enum ShortFunding {
        /** The purchase is refused. */
        REFUSE,
        /** The purchase is accepted. The payout is HELD until a top-up, a payment or a higher limit covers it. */
        HOLD
    }

    /** Whether the partner can run out of funds: true for all partners except postpaid partners without a limit. */
    public boolean isLimited() {
        return fundingMode == FundingMode.PREPAID || creditLimit.isPresent();
    }

    /** A copy of this partner as a postpaid partner with this limit. */
    public Partner onCredit(Optional<Money> limit) {
        return new Partner(
                id, code, company, msisdn, state, FundingMode.POSTPAID, limit, shortFunding, refunds, language);
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
