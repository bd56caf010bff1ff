package id.kezbek.loyalty.stays;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import id.kezbek.loyalty.TierEvent;
import org.springframework.stereotype.Component;

@Component
class LoyaltyEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return TierEvent.class;
    }
}
