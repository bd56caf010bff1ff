package id.kezbek.billing.terms;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import org.springframework.stereotype.Component;

/**
 * The account that pays for a partner's purchases. The account's balance is positive if Kezbek owes the partner, and
 * negative if the partner owes Kezbek. The ledger uses the opposite sign.
 */
@Component
public class FundingAccounts {

    private final Balances balances;

    FundingAccounts(Balances balances) {
        this.balances = balances;
    }

    public static Account of(Partner partner) {
        return switch (partner.fundingMode()) {
            case PREPAID -> deposit(partner);
            case POSTPAID -> receivable(partner);
        };
    }

    public Money balance(Partner partner) {
        return balances.now(of(partner)).negated();
    }

    /** A partner's debt from purchases on credit, minus its payments. */
    public Money owed(Partner partner) {
        return balances.now(receivable(partner));
    }

    /** Whether the partner has made any payment or purchase. */
    public boolean hasDeposited(Partner partner) {
        return balances.isUsed(deposit(partner));
    }

    public static Account deposit(Partner partner) {
        return Account.ofPartner(AccountKind.FUNDING, partner.code());
    }

    public static Account receivable(Partner partner) {
        return Account.ofPartner(AccountKind.RECEIVABLE, partner.code());
    }
}
