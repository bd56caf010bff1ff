package id.kezbek.limits.web;

import id.kezbek.limits.LimitSettings;
import id.kezbek.limits.permits.CallPermits;
import id.kezbek.limits.permits.Limit;
import id.kezbek.limits.permits.LimitedCaller;
import id.kezbek.limits.permits.Verdict;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.settings.Live;
import id.kezbek.shared.web.ErrorAnswers;
import id.kezbek.shared.web.connections.ClientAddress;
import id.kezbek.shared.web.connections.TrustedProxies;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Counts requests by IP address, before any other work. */
final class AddressLimit implements Filter {

    private static final String API = "/api/";
    private static final String CONSOLE = "/console";
    private static final String CONSOLE_SIGN_IN = "/console/sign-in";
    private static final String V1_SIGN_IN = "/api/v1/authorization/";
    private static final String V2_SIGN_IN = "/api/v2/sessions";

    private final CallPermits permits;
    private final Addresses addresses;
    private final Live<LimitSettings> settings;
    private final RefusedCalls refused;
    private final ErrorAnswers answers;

    AddressLimit(
            CallPermits permits,
            Live<LimitSettings> settings,
            TrustedProxies proxies,
            RefusedCalls refused,
            ErrorAnswers answers) {
        this.permits = permits;
        this.addresses = new Addresses(settings.get().addressHeader(), proxies);
        this.settings = settings;
        this.refused = refused;
        this.answers = answers;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        String address = addresses.of(request);
        ClientAddress.tell(request, address);
        if (isAdmitted(request, response, ClientAddress.network(address))) {
            chain.doFilter(request, response);
        }
    }

    private boolean isAdmitted(HttpServletRequest request, HttpServletResponse response, String network)
            throws IOException {
        // Decodes the path in the same way as the operations, because callers may encode any letter as %xx.
        String path = request.getServletPath();
        if (!path.startsWith(API) && !path.startsWith(CONSOLE)) {
            return true;
        }
        if (!isAdmitted(new LimitedCaller.AtAddress(network), settings.get().ofAddresses(), request, response)) {
            return false;
        }
        return !isSignIn(request, path)
                || isAdmitted(
                        new LimitedCaller.SigningInAt(network), settings.get().ofSignIns(), request, response);
    }

    private boolean isAdmitted(
            LimitedCaller caller, Limit limit, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Verdict verdict = permits.take(caller, limit);
        RateLimitHeaders.write(response, limit, verdict);
        return switch (verdict) {
            case Verdict.Admitted admitted -> true;
            case Verdict.Refused(Duration retryAfter) -> {
                refused.count(limit);
                answers.write(
                        Refusal.tooMany("too many calls from this address", retryAfter.plusMillis(999)),
                        request,
                        response);
                yield false;
            }
        };
    }

    private static boolean isSignIn(HttpServletRequest request, String path) {
        return request.getMethod().equals("POST")
                && (path.startsWith(V1_SIGN_IN) || path.startsWith(V2_SIGN_IN) || path.startsWith(CONSOLE_SIGN_IN));
    }
}
