package id.kezbek.cashback.accept;

import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.facts.Event;
import id.kezbek.facts.EventFamily;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

@Component
class CashbackEvents implements EventFamily {

    private final PartnerDirectory partners;

    CashbackEvents(PartnerDirectory partners) {
        this.partners = partners;
    }

    @Override
    public Class<? extends Event> type() {
        return PurchaseAccepted.class;
    }

    /** Adds the partner's id to events of older engines, which contain only the partner's code. */
    @Override
    public boolean upgrade(Class<? extends Event> type, ObjectNode body) {
        if (!body.has("partnerId")) {
            String code = body.path("partnerCode").stringValue("");
            Partner partner = partners.find(code)
                    .orElseThrow(
                            () -> new IllegalStateException("The partner of the event PURCHASE_ACCEPTED is unknown"));
            body.put("partnerId", partner.id().value());
        }
        return true;
    }
}
