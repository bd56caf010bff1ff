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
 * Decides whether a partner's systems and people may still send requests. A suspension or a revoked credential must
 * apply to the next request on every process. So each request checks with one small query whether the settings have
 * changed. Requests that report a single purchase skip this query, because their own transaction does the same check.
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

    /**
     * Reloads the settings if they have changed. Returns false, without a reload, for a caller without a partner and
     * for a report of a single purchase.
     */
    boolean catchUp(Caller caller, HttpServletRequest request) {
        if (caller.partner() == null || isReport(request)) {
            return false;
        }
        versions.refresh();
        return true;
    }

    /** The reason why every request of this caller is refused; null if there is none. */
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
