package id.kezbek.reconciliation.closing;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;

@Component
class AccrualEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return FeesAccrued.class;
    }
}
