package id.kezbek.payouts.model;

import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.shared.Ids;
import java.util.UUID;

/** The people who answer callbacks that a provider contradicts. */
record RefundPeople(ModelEngine engine) {

    /** Answers the callbacks about a payout as the provider's own book says. Returns whether none is open any more. */
    boolean canDecide(UUID payout) {
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
                .resolve(attempt, isPaid ? Resolution.PAID : Resolution.NOT_PAID, null, "two people");
        RefundRun.met("contradiction resolved");
    }
}
