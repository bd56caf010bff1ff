package id.kezbek.limits.web;

import id.kezbek.limits.permits.CallPermits;
import id.kezbek.limits.permits.Limit;
import id.kezbek.limits.permits.LimitedCaller;
import id.kezbek.limits.permits.PartnerLimits;
import id.kezbek.limits.permits.Verdict;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.web.servlet.HandlerInterceptor;

/** Counts the requests of each partner and adds the rate-limit headers. */
final class PartnerLimit implements HandlerInterceptor {

    private final CallPermits permits;
    private final PartnerLimits limits;
    private final RefusedCalls refused;

    PartnerLimit(CallPermits permits, PartnerLimits limits, RefusedCalls refused) {
        this.permits = permits;
        this.limits = limits;
        this.refused = refused;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller && caller.partner() != null) {
            take(caller.partner(), response);
        }
        return true;
    }

    private void take(PartnerId partner, HttpServletResponse response) {
        Limit limit = limits.of(partner);
        Verdict verdict = permits.take(new LimitedCaller.OfPartner(partner), limit);
        RateLimitHeaders.write(response, limit, verdict);
        switch (verdict) {
            case Verdict.Admitted admitted -> {}
            case Verdict.Refused(Duration retryAfter) -> {
                refused.count(limit);
                throw Refusal.tooMany(
                        "too many calls; " + limit.calls() + " a second are allowed", retryAfter.plusMillis(999));
            }
        }
    }
}
