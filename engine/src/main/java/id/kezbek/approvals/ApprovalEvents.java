package id.kezbek.approvals;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import org.springframework.stereotype.Component;

@Component
class ApprovalEvents implements EventFamily {

    @Override
    public Class<? extends Event> type() {
        return ApprovalProposed.class;
    }
}
