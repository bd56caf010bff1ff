package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.RefundBooks.Bought;
import java.util.List;
import java.util.UUID;

/** Cancellations that random sequences rarely come upon. */
record RefundScenes(RefundRun run, ModelEngine engine, RefundPeople people, RefundBooks books, RefundRecords records) {

    /** A payout sets a debt off, is split and refused. People cancel this part; the others are paid, and then there is a refund. */
    void cancelPartThatSetOffADebt() throws InterruptedException {
        run.play(new RefundAction.Buy(0, 25_000, false));
        run.run(RefundAction.Job.DISPATCH);
        run.refund(books.notRefunded().getLast(), 100);
        run.play(new RefundAction.Buy(0, 70_000, true));
        Bought last = books.notRefunded().getLast();
        run.play(new RefundAction.AllBehave(ModelProvider.Behaviour.REFUSES));
        run.run(RefundAction.Job.DISPATCH);
        UUID first = records.payoutsOf(last.id()).getFirst();
        people.cancel(first, engine.book().of(first).getFirst().msisdn);
        run.assertInvariants();
        run.play(new RefundAction.AllBehave(ModelProvider.Behaviour.PAYS));
        run.run(RefundAction.Job.DISPATCH);
        run.refund(last, 60);
        run.assertInvariants();
        run.refund(last, 50);
        run.assertInvariants();
    }

    void cancelWhatWasTakenBackAfterARefund() throws InterruptedException {
        run.play(new RefundAction.Buy(1, 9_990, false));
        run.run(RefundAction.Job.DISPATCH);
        Bought last = books.notRefunded().getLast();
        run.refund(last, 100);
        for (UUID payout : records.payoutsOf(last.id())) {
            takeBackAndCancel(payout);
        }
    }

    /** A callback says that a refused order was paid. People cancel only after the provider and they have answered the callback. */
    void cancelAfterContradictedCallback() throws InterruptedException {
        run.play(new RefundAction.AllBehave(ModelProvider.Behaviour.REFUSES));
        run.play(new RefundAction.Buy(1, 9_990, false));
        run.run(RefundAction.Job.DISPATCH);
        List<Booked> orders = records.payoutsOf(books.notRefunded().getLast().id()).stream()
                .flatMap(one -> engine.book().of(one).stream())
                .toList();
        if (orders.isEmpty()) {
            // The cap is reached, the rest is too small to send, or a debt of the customer took the whole amount.
            run.play(new RefundAction.AllBehave(ModelProvider.Behaviour.PAYS));
            return;
        }
        Booked refused = orders.getFirst();
        UUID payout = refused.payout;
        run.tell(refused, Callback.Status.SUCCESS);
        people.cancel(payout, refused.msisdn);
        assertThat(RefundRecords.isOwed(payout)).as("the callback is open").isTrue();
        run.run(RefundAction.Job.CHECK_LATE);
        people.cancel(payout, refused.msisdn);
        assertThat(RefundRecords.isOwed(payout)).as("the callback is answered").isFalse();
        run.assertInvariants();
        run.play(new RefundAction.AllBehave(ModelProvider.Behaviour.PAYS));
    }

    private void takeBackAndCancel(UUID payout) throws InterruptedException {
        for (Booked order : engine.book().of(payout)) {
            if (run.canHappen(order, PayoutRun.Event.IS_TAKEN_BACK)) {
                run.happen(order, PayoutRun.Event.IS_TAKEN_BACK);
                run.tell(order);
                run.run(RefundAction.Job.CHECK_LATE);
                if (RefundRecords.isOwed(payout)) {
                    people.cancel(payout, order.msisdn);
                }
                run.assertInvariants();
            }
        }
    }
}
