package id.kezbek.cashback.refund;

import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;

@Component
class RefundEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return PurchaseRefunded.class;
    }
}
