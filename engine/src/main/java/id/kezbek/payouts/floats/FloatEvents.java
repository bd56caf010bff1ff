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

    /**
     * Older versions used the kind TRANSFER_REVERSED for transfers of partners and of providers. Only the events of
     * providers have the field {@code provider}.
     */
    @Override
    public boolean upgrade(Class<? extends Event> type, ObjectNode body) {
        return body.has("provider");
    }
}
