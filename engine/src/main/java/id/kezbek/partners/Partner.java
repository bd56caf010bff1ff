package id.kezbek.partners;

import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.util.Optional;

/**
 * An enterprise client.
 *
 * @param code 1 to 10 of A-Z and 0-9, how the partner knows itself
 * @param msisdn its number; empty where the partner's row does not open
 * @param creditLimit what a postpaid partner may owe at most; empty without limit and for prepaid partners
 * @param shortFunding what becomes of a purchase that its funding does not cover
 * @param language of the e-mails that its customers get
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
        /** Spends a balance that it paid in before. */
        PREPAID,
        /** Spends on credit, up to its limit where it has one. */
        POSTPAID
    }

    public enum ShortFunding {
        /** The purchase is refused. */
        REFUSE,
        /** The purchase is accepted, and its payout held until a top-up, a payment or a limit gives room. */
        HOLD
    }

    /** Whether it can run short: everybody but a postpaid partner without a limit. */
    public boolean isLimited() {
        return fundingMode == FundingMode.PREPAID || creditLimit.isPresent();
    }

    /** This partner as it is when it spends on credit, up to this limit where there is one. */
    public Partner onCredit(Optional<Money> limit) {
        return new Partner(id, code, company, msisdn, state, FundingMode.POSTPAID, limit, shortFunding, language);
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
