package id.kezbek.access.web;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.sql.DataVersions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a partner's system and its people may still call. A suspension, and the end of a credential, rule the very next
 * call on every process, so the settings' versions are compared at each call: one small statement. Reports of
 * one purchase are spared it: they compare the versions in their own transaction, and find the suspension there.
 */
@Component
class PartnerStanding {

    private static final Set<String> REPORTS = Set.of("/api/v1/cashbacks", "/api/v2/transactions");

    private final PartnerDirectory partners;
    private final DataVersions versions;

    PartnerStanding(PartnerDirectory partners, DataVersions versions) {
        this.partners = partners;
        this.versions = versions;
    }

    /** Brings the settings up to date where the call is a partner's; whether it was. */
    boolean catchUp(Caller caller, HttpServletRequest request) {
        if (caller.partner() == null || isReport(request)) {
            return false;
        }
        versions.refresh();
        return true;
    }

    /** Why the caller may not call at all; null where it may. */
    @Nullable
    Refusal refusal(Caller caller, HttpServletRequest request) {
        PartnerId partner = caller.partner();
        if (partner == null || isReport(request)) {
            return null;
        }
        return partners.find(partner).filter(Partner::isActive).isPresent()
                ? null
                : new Refusal(ErrorCode.FORBIDDEN, "the partner is suspended; ask Kezbek to activate it");
    }

    private static boolean isReport(HttpServletRequest request) {
        return request.getMethod().equals("POST") && REPORTS.contains(request.getServletPath());
    }
}
