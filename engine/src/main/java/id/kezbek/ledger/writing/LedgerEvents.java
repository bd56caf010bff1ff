package id.kezbek.ledger.writing;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;

@Component
class LedgerEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return SuspenseWrittenOff.class;
    }
}
