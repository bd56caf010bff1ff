package id.kezbek.billing;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An event about an invoice. */
public sealed interface InvoiceEvent extends MoneyEvent {

    String partnerCode();

    /** @param period the month, for example 2026-11 */
    @EventKind("INVOICE_ISSUED")
    record Issued(String partnerCode, String number, String period, Money price, Money ppn) implements InvoiceEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(nonZero(
                    new Posting(
                            MovementKind.INVOICE,
                            invoiced(partnerCode),
                            Account.own(AccountKind.SERVICE_REVENUE),
                            price),
                    new Posting(MovementKind.INVOICE, invoiced(partnerCode), Account.own(AccountKind.TAX), ppn)));
        }
    }

    /**
     * A credit note reduced an invoice partly or completely.
     *
     * @param number the credit note's number
     * @param invoice the invoice's number
     */
    @EventKind("INVOICE_CREDITED")
    record Credited(String partnerCode, String number, String invoice, Money price, Money ppn) implements InvoiceEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(nonZero(
                    new Posting(
                            MovementKind.CREDIT_NOTE,
                            Account.own(AccountKind.SERVICE_REVENUE),
                            invoiced(partnerCode),
                            price),
                    new Posting(MovementKind.CREDIT_NOTE, Account.own(AccountKind.TAX), invoiced(partnerCode), ppn)));
        }
    }

    /** A partner paid invoices. */
    @EventKind("INVOICES_PAID")
    record Paid(String partnerCode, Money amount, String bankReference) implements InvoiceEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.PARTNER_PAYMENT, Account.own(AccountKind.BANK), invoiced(partnerCode), amount)));
        }
    }

    /** Two people reversed a payment of invoices. */
    @EventKind("INVOICE_PAYMENT_REVERSED")
    record PaymentReversed(String partnerCode, Money amount) implements InvoiceEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.TRANSFER_REVERSAL, invoiced(partnerCode), Account.own(AccountKind.BANK), amount)));
        }
    }

    /** The certificate for income tax that a partner withheld from an invoice was recorded. */
    @EventKind("TAX_WITHHELD")
    record TaxWithheld(String partnerCode, String invoice, Money amount) implements InvoiceEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.TAX_WITHHELD, Account.own(AccountKind.PREPAID_TAX), invoiced(partnerCode), amount)));
        }
    }

    private static List<Posting> nonZero(Posting... postings) {
        return Stream.of(postings)
                .filter(posting -> posting.amount().isPositive())
                .toList();
    }

    private static Account invoiced(String partnerCode) {
        return Account.ofPartner(AccountKind.INVOICED, partnerCode);
    }
}
