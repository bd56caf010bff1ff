package id.kezbek.limits;

import id.kezbek.partners.PartnerCallLimits;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.settings.Live;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** What each partner may call: its own limit where people set one, else the installation's. */
@Component
public class PartnerLimits {

    private final PartnerCallLimits own;
    private final Live<LimitSettings> settings;
    /** There are as many as different numbers that people chose. */
    private final ConcurrentMap<Integer, Limit> chosen = new ConcurrentHashMap<>();

    PartnerLimits(PartnerCallLimits own, Live<LimitSettings> settings) {
        this.own = own;
        this.settings = settings;
    }

    public Limit of(PartnerId partner) {
        Optional<Integer> callsPerSecond = own.callsPerSecond(partner);
        return callsPerSecond.isEmpty()
                ? settings.get().ofPartners()
                : chosen.computeIfAbsent(callsPerSecond.get(), calls -> Limit.perSecond(LimitSettings.PARTNER, calls));
    }
}
