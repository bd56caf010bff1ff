package id.kezbek.reporting.reports;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.OwedPayouts;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Kezbek's liabilities at a point in time: partners' deposits and customers' cashback. The amounts are computed from
 * the ledger.
 */
@Component
public class Owed {

    /** The kinds of creditors. */
    public enum Creditor {
        /** A partner, for its deposit. */
        PARTNER,
        /** Customers of a partner, for cashback and rewards that are not paid yet. */
        CUSTOMERS,
        /**
         * The balance of the customers' accounts in the ledger minus the open payouts. A time in the past can have a
         * difference, if payouts were later reopened, collected other payouts, or were reduced by refunds.
         */
        NOT_ASSIGNED
    }

    /** @param payouts the number of open payouts; null for partners */
    public record Line(
            Creditor creditor,
            @Nullable String partner,
            @Nullable Long payouts,
            Money amount) {}

    private static final Account CUSTOMERS = Account.own(AccountKind.CUSTOMER_PAYABLE);

    private final Balances balances;
    private final OwedPayouts owedPayouts;
    private final PartnerDirectory partners;

    Owed(Balances balances, OwedPayouts owedPayouts, PartnerDirectory partners) {
        this.balances = balances;
        this.owedPayouts = owedPayouts;
        this.partners = partners;
    }

    /** The lines add up to the ledger's balances of deposits and customers. */
    public List<Line> at(Instant at) {
        Map<Account, Money> books = balances.ofKinds(List.of(AccountKind.FUNDING, AccountKind.CUSTOMER_PAYABLE), at);
        List<Line> lines = new ArrayList<>();
        books.entrySet().stream()
                .filter(account -> account.getKey().kind() == AccountKind.FUNDING)
                .filter(account -> account.getValue().negated().isPositive())
                .sorted(Comparator.comparing(account -> account.getKey().owner()))
                .forEach(account -> lines.add(new Line(
                        Creditor.PARTNER,
                        account.getKey().owner(),
                        null,
                        account.getValue().negated())));
        Money rest = books.getOrDefault(CUSTOMERS, Money.ZERO).negated();
        for (OwedPayouts.OfPartner open : owedPayouts.at(at)) {
            lines.add(new Line(
                    Creditor.CUSTOMERS,
                    partners.find(open.partner()).map(Partner::code).orElse(null),
                    open.count(),
                    open.amount()));
            rest = rest.minus(open.amount());
        }
        if (!rest.equals(Money.ZERO)) {
            lines.add(new Line(Creditor.NOT_ASSIGNED, null, null, rest));
        }
        return lines;
    }
}
