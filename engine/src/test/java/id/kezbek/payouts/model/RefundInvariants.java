package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.billables.BillablesOfLines;
import id.kezbek.cashback.history.CustomerStanding;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.partners.Partner;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TwoProcesses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The conditions after each step of a sequence and at its end. */
record RefundInvariants(int number, Partner partner, List<Msisdn> customers, RefundBooks books, RefundRecords records) {

    void assertAll() {
        assertThat(records.book().violations()).as("what providers saw").isEmpty();
        assertThat(RefundRecords.sum("select sum(amount) from ledger.line"))
                .as("the trial balance")
                .isEqualTo(Money.ZERO);
        Money waiting =
                records.ofPartner("select sum(amount) from payouts.refund where state = 'WAITING' and partner = ?");
        for (Msisdn customer : customers) {
            Money held = held(customer);
            assertThat(books.earned(customer).atLeast(held))
                    .as("%s has %s and earned %s", customer.masked(), held, books.earned(customer))
                    .isTrue();
            if (!records.waitsForCancelled(customer).isPositive()) {
                assertThat(held)
                        .as("what %s has and gets, less what is to be recovered", customer.masked())
                        .isEqualTo(books.earned(customer).minus(books.lost(customer)));
            }
            assertThat(records.writtenOff(customer))
                    .as("what people gave up for %s", customer.masked())
                    .isEqualTo(books.writtenOff(customer));
            assertThat(recurring(customer))
                    .as("the tier of %s", customer.masked())
                    .isEqualTo(books.standingOf(customer));
        }
        // The partner pays what customers have and get, and nothing else: no amount returns twice.
        Money left = books.deposit().minus(held()).minus(waiting).minus(records.borneByPartner());
        assertThat(records.account(AccountKind.FUNDING).negated())
                .as("the partner's funding")
                .isEqualTo(left);
        assertThat(TwoProcesses.get(number, FundingSlots.class).available(partner.id()))
                .as("the partner's slots")
                .isEqualTo(left);
        assertThat(records.account(AccountKind.CLAWBACK))
                .as("what is to be recovered")
                .isEqualTo(records.ofPartner("select sum(open) from payouts.refund where partner = ?"));
        assertThat(records.ofPartner("select sum(spent) from cashback.rule_budget where rule = 20000 + ?"))
                .as("the budget")
                .isEqualTo(books.counted());
        assertThat(records.ofPartner("""
                        select sum(p.amount - (select sum(amount) from payouts.item where payout = p.id))
                        from payouts.payout p where partner = ? and coalesce(reason, '') <> 'REFUNDED'"""))
                .as("payouts are the sums of their items")
                .isEqualTo(Money.ZERO);
        assertThat(records.above(ModelEngine.NARROW_WALLET, ModelEngine.NARROW_MAXIMUM))
                .as("orders above what one may carry")
                .isZero();
        assertThat(records.ofPartner("""
                        select sum(i.amount) from payouts.item i join payouts.payout p on p.id = i.payout
                        where p.partner = ? and i.kind = 'SPLIT'""")).as("what splits moved").isEqualTo(Money.ZERO);
        assertEventsSayWhatWasPosted();
    }

    /** What the providers hold is what the engine thinks it paid; figures and invoice say the same as the ledger. */
    void assertEnd() {
        for (Msisdn customer : customers) {
            assertThat(records.heldAtProviders(customer))
                    .as("what %s holds in the providers' books", customer.masked())
                    .isEqualTo(records.paid(customer));
        }
        RollUps rollUps = TwoProcesses.get(0, RollUps.class);
        while (rollUps.read()) {
            RefundRun.met("more events");
        }
        assertThat(RefundRecords.jdbc()
                        .sql("""
                        select coalesce(sum(purchases), 0) || ' ' || coalesce(sum(cashback + reward), 0)::numeric(20, 2)
                        from reporting.purchases_by_hour where partner = ?""")
                        .param(partner.id().value())
                        .query(String.class)
                        .single())
                .as("the figures of purchases")
                .isEqualTo(books.standing() + " " + books.earned().decimal());
        assertThat(records.ofPartner(
                        "select sum(amount) from reporting.payouts_by_hour where outcome = 'ABSORBED' and partner = ?"))
                .as("the figure of what customers keep")
                .isEqualTo(records.ofPartner(
                        "select sum(owed) from payouts.refund where state like 'ABSORBED%' and partner = ?"));
        Instant until = TwoProcesses.CLOCK.instant().plus(Duration.ofDays(1));
        assertThat(TwoProcesses.get(0, BillablesOfLines.class)
                        .cashback(partner.code(), Instant.EPOCH, until)
                        .amount())
                .as("the cashback of the invoice")
                .isEqualTo(held().plus(records.borneByPartner()));
    }

    private String recurring(Msisdn customer) {
        return TwoProcesses.get(0, CustomerStanding.class)
                .find(new MemberKey(partner.id(), customer))
                .map(standing -> standing.tier() + " " + standing.recurring())
                .orElse("none");
    }

    private void assertEventsSayWhatWasPosted() {
        Map<String, Money> said = new TreeMap<>();
        EventReader reader = TwoProcesses.get(0, EventReader.class);
        RefundRecords.jdbc()
                .sql("""
                        select kind, subject, body, at from facts.fact
                        where body ->> 'partnerId' = :id or body ->> 'partnerCode' = :code or body ->> 'partner' in (:id, :code)""")
                .param("id", Long.toString(partner.id().value()))
                .param("code", partner.code())
                .query((row, n) -> new Fact(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .flatMap(fact -> reader.read(fact, MoneyEvent.class).stream())
                .flatMap(event -> ((MoneyEvent) event).postings().orElseThrow().stream())
                .forEach(posting -> {
                    add(said, posting, posting.debit(), posting.amount());
                    add(said, posting, posting.credit(), posting.amount().negated());
                });
        Map<String, Money> posted = new TreeMap<>();
        RefundRecords.jdbc().sql("""
                        select l.kind || ' ' || a.kind, sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account
                        where a.owner = ? group by 1""").param(partner.code()).query(row -> {
            posted.put(row.getString(1), Money.rupiah(row.getBigDecimal(2)));
        });
        assertThat(said).as("what events say was posted").isEqualTo(posted);
    }

    private void add(Map<String, Money> said, MoneyEvent.Posting posting, Account account, Money amount) {
        if (account.owner().equals(partner.code())) {
            said.merge(posting.kind() + " " + account.kind(), amount, Money::plus);
        }
    }

    /** What a customer has and gets, less what is to be recovered and what others bear. */
    Money held(Msisdn customer) {
        Money given = records.paid(customer).plus(records.ofCustomer(customer, """
                select sum(amount) from payouts.payout
                where state not in ('PAID', 'CANCELLED') and partner = ? and msisdn = ?"""));
        Money owed = records.ofCustomer(
                customer,
                "select sum(case state when 'WAITING' then amount else open end) from payouts.refund where partner = ? and msisdn = ?");
        Money kept = records.ofCustomer(
                        customer,
                        "select sum(owed) from payouts.refund where state like 'ABSORBED%' and partner = ? and msisdn = ?")
                .plus(books.writtenOff(customer));
        return given.minus(owed).minus(kept);
    }

    Money held() {
        return customers.stream().map(this::held).reduce(Money.ZERO, Money::plus);
    }
}
