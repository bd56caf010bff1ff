package id.kezbek.billing.transfers;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;

/** An event about a partner's transfer. */
public sealed interface FundingEvent extends MoneyEvent {

    String partnerCode();

    Money amount();

    /** A prepaid partner's deposit. */
    @EventKind("PARTNER_TOPPED_UP")
    record ToppedUp(String partnerCode, Money amount, String bankReference) implements FundingEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.TOP_UP, BANK, Account.ofPartner(AccountKind.FUNDING, partnerCode), amount)));
        }
    }

    /** A postpaid partner's payment of its debt. */
    @EventKind("PARTNER_PAID")
    record Paid(String partnerCode, Money amount, String bankReference) implements FundingEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.PARTNER_PAYMENT,
                    BANK,
                    Account.ofPartner(AccountKind.RECEIVABLE, partnerCode),
                    amount)));
        }
    }

    /**
     * A booked transfer was reversed.
     *
     * @param kind the kind of the reversed transfer: TOP_UP or PARTNER_PAYMENT
     */
    @EventKind(value = "PARTNER_TRANSFER_REVERSED", former = "TRANSFER_REVERSED")
    record Reversed(String partnerCode, MovementKind kind, Money amount) implements FundingEvent {

        @Override
        public Optional<List<Posting>> postings() {
            AccountKind account = kind == MovementKind.TOP_UP ? AccountKind.FUNDING : AccountKind.RECEIVABLE;
            return Optional.of(List.of(new Posting(
                    MovementKind.TRANSFER_REVERSAL, Account.ofPartner(account, partnerCode), BANK, amount)));
        }
    }

    Account BANK = Account.own(AccountKind.BANK);
}
