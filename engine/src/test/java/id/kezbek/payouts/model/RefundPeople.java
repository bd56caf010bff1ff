package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.partners.Partner;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.refund.WriteOffRefund;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TwoProcesses;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The people who write off refunds, cancel and retry payouts, and answer callbacks that a provider contradicts. */
record RefundPeople(
        ModelEngine engine,
        int number,
        Partner partner,
        RefundBooks books,
        RefundRecords records,
        RefundInvariants invariants) {

    private static final String DECIDED_BY = "two people";

    /** @param refund selects one of the open refunds, if there are any */
    void writeOff(int refund) {
        record Open(UUID id, Msisdn customer, Money open) {}
        List<Open> open = RefundRecords.jdbc()
                .sql("select id, msisdn, open from payouts.refund where partner = ? and state = 'OWED' order by id")
                .param(partner.id().value())
                .query((row, n) -> new Open(
                        row.getObject(1, UUID.class), new Msisdn(row.getString(2)), Money.rupiah(row.getBigDecimal(3))))
                .list();
        if (!open.isEmpty()) {
            Open one = open.get(refund % open.size());
            TwoProcesses.get(number, WriteOffRefund.class).writeOff(one.id());
            books.writeOff(one.customer(), one.open());
            RefundRun.met("written off");
        }
    }

    /** @param payout selects one of the payouts that can be cancelled, if there are any */
    void cancel(int payout) {
        record Owed(UUID id, Msisdn customer) {}
        List<Owed> owed = RefundRecords.jdbc()
                .sql("""
                        select id, msisdn from payouts.payout p
                        where partner = ? and state in ('HELD', 'PENDING', 'ATTENTION')
                          and not exists (select from payouts.attempt a where a.payout = p.id and a.state in ('SENDING', 'UNKNOWN'))
                        order by id""")
                .param(partner.id().value())
                .query((row, n) -> new Owed(row.getObject(1, UUID.class), new Msisdn(row.getString(2))))
                .list();
        if (!owed.isEmpty()) {
            Owed one = owed.get(payout % owed.size());
            cancel(one.id(), one.customer());
        }
    }

    void cancel(UUID payout, Msisdn customer) {
        CancelPayout cancelPayout = TwoProcesses.get(number, CancelPayout.class);
        if (!canDecide(payout)) {
            assertThatExceptionOfType(Refusal.class)
                    .as("a callback is open")
                    .isThrownBy(() -> cancelPayout.cancel(payout, null, DECIDED_BY));
            RefundRun.met("cancellation refused");
            return;
        }
        boolean isRefunded = RefundRecords.sum("select sum(owed) from payouts.refund where payout = ?", payout)
                .isPositive();
        boolean isPart = RefundRecords.isPart(payout);
        Set<UUID> purchases = records.purchasesOf(payout);
        Money amount = RefundRecords.sum("select amount from payouts.payout where id = ?", payout);
        Money held = invariants.held(customer);
        Money before = records.writtenOff(customer);
        cancelPayout.cancel(payout, null, DECIDED_BY);
        Money after = records.writtenOff(customer);
        assertThat(before.atLeast(after))
                .as("a cancellation writes nothing off")
                .isTrue();
        if (books.writtenOff(customer).equals(Money.ZERO)) {
            assertThat(after).as("nothing was written off").isEqualTo(before);
        }
        books.writeOff(customer, after.minus(before));
        Money lost = held.minus(invariants.held(customer));
        assertThat(lost.atLeast(Money.ZERO) && amount.atLeast(lost))
                .as("a cancellation of %s takes %s from the customer", amount, lost)
                .isTrue();
        books.cancel(
                customer,
                purchases,
                lost,
                RefundRecords.sum(
                        "select sum(amount) from payouts.refund where state = 'WAITING' and payout = ?", payout));
        RefundRun.met(isRefunded ? "cancelled after a refund" : "cancelled");
        if (isPart) {
            RefundRun.met("cancelled a part");
        }
    }

    void retry() {
        RefundRecords.jdbc()
                .sql("select id from payouts.payout where partner = ? and state = 'ATTENTION'")
                .param(partner.id().value())
                .query(UUID.class)
                .list()
                .stream()
                .filter(this::canDecide)
                .forEach(payout -> engine.get(RetryPayout.class).retry(payout, DECIDED_BY));
    }

    /** Answers the callbacks about a payout as the provider's own book says. Returns whether none is open any more. */
    private boolean canDecide(UUID payout) {
        Callbacks callbacks = engine.get(Callbacks.class);
        callbacks.openAbout(payout).stream()
                .filter(Callbacks.Open::isForPeople)
                .map(Callbacks.Open::attempt)
                .distinct()
                .forEach(this::resolve);
        return callbacks.openAbout(payout).isEmpty();
    }

    private void resolve(UUID attempt) {
        boolean isPaid = engine.book().find(Ids.text(attempt)).orElseThrow().is(Standing.PAID);
        engine.get(ResolveAttempt.class)
                .resolve(attempt, isPaid ? Resolution.PAID : Resolution.NOT_PAID, null, DECIDED_BY);
        RefundRun.met("contradiction resolved");
    }
}
