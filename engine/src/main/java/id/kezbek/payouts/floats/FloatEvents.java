package id.kezbek.payouts.floats;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

@Component
class FloatEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return FloatEvent.class;
    }

    /** Older engines used the same kind of event for reversed transfers of partners and of providers. */
    @Override
    public boolean upgrade(Class<? extends Event> type, ObjectNode body) {
        return body.has("provider");
    }
}
