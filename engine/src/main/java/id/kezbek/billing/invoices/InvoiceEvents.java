package id.kezbek.billing.invoices;

import id.kezbek.billing.InvoiceEvent;
import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;

@Component
class InvoiceEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return InvoiceEvent.class;
    }
}
