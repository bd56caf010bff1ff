package id.kezbek.billing;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import org.springframework.stereotype.Component;

/**
 * The account that a partner's purchases are taken from, and its balance as the partner sees it: above zero what Kezbek
 * owes the partner, below zero what the partner owes. In the books it is the other way round.
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

    /** What a partner owes by its purchases on credit, less what it paid of them. */
    Money owed(Partner partner) {
        return balances.now(receivable(partner));
    }

    /** Whether the partner ever paid in or spent before. */
    boolean hasDeposited(Partner partner) {
        return balances.isUsed(deposit(partner));
    }

    static Account deposit(Partner partner) {
        return Account.ofPartner(AccountKind.FUNDING, partner.code());
    }

    static Account receivable(Partner partner) {
        return Account.ofPartner(AccountKind.RECEIVABLE, partner.code());
    }
}
