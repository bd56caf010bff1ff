package id.kezbek.partners;

import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.util.Optional;

/**
 * A partner.
 *
 * @param code 1 to 10 of A-Z and 0-9
 * @param msisdn its number; empty if the partner's row does not open
 * @param creditLimit the highest debt of a postpaid partner; empty for no limit and for prepaid partners
 * @param shortFunding the treatment of purchases beyond the funds
 * @param language of the e-mails to its customers
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
        Language language) {

    public enum State {
        ACTIVE,
        SUSPENDED
    }

    public enum FundingMode {
        /** Spends a balance paid in before. */
        PREPAID,
        /** Spends on credit, up to its limit if any. */
        POSTPAID
    }

    public enum ShortFunding {
        /** The purchase is refused. */
        REFUSE,
        /** The purchase is accepted, and its payout is held until a top-up, payment or limit covers it. */
        HOLD
    }

    /** Whether its funds can be short: all except postpaid partners without a limit. */
    public boolean isLimited() {
        return fundingMode == FundingMode.PREPAID || creditLimit.isPresent();
    }

    /** This partner as a postpaid one with this limit. */
    public Partner onCredit(Optional<Money> limit) {
        return new Partner(id, code, company, msisdn, state, FundingMode.POSTPAID, limit, shortFunding, language);
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
