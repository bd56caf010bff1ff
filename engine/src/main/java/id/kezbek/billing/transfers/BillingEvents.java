package id.kezbek.billing.transfers;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

@Component
class BillingEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return FundingEvent.class;
    }

    /**
     * Earlier versions used the same kind of event for reversed transfers of partners and of providers; this method
     * separates them.
     */
    @Override
    public boolean upgrade(Class<? extends Event> type, ObjectNode body) {
        return body.has("partnerCode");
    }
}
