package id.kezbek.payouts.outcome;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import id.kezbek.payouts.PayoutEvent;
import org.springframework.stereotype.Component;

@Component
class PayoutEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return PayoutEvent.class;
    }
}
