package id.kezbek.limits.permits;

import id.kezbek.limits.LimitSettings;
import id.kezbek.partners.PartnerCallLimits;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.settings.Live;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** The limit of each partner: the partner's own limit, otherwise the installation's limit. */
@Component
public class PartnerLimits {

    private final PartnerCallLimits own;
    private final Live<LimitSettings> settings;
    /** The {@link Limit} objects, one for each different number of calls. */
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
