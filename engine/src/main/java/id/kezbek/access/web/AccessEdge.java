package id.kezbek.access.web;

import id.kezbek.access.AccessSettings;
import id.kezbek.access.browser.BrowserSessions;
import id.kezbek.access.sessions.Tokens;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.web.ErrorAnswers;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Adds the gate to Spring Security. The filter chain contains only Spring Security's firewall and the gate. The engine
 * does not use Spring Security's sessions, forms and log-outs. Their filters would cost time on every purchase.
 */
@Configuration
@EnableConfigurationProperties(AccessSettings.class)
class AccessEdge implements WebMvcConfigurer {

    @Bean
    SecurityFilterChain gateChain(
            Tokens tokens,
            BrowserSessions browserSessions,
            OpenPaths openPaths,
            PartnerStanding standing,
            ErrorAnswers answers,
            SecurityEvents events) {
        return new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE, new Gate(tokens, browserSessions, openPaths, standing, answers, events));
    }

    /** Handles a request that the firewall rejects, for example because of a double slash in the path. */
    @Bean
    RequestRejectedHandler unreadableRequest(ErrorAnswers answers) {
        return (request, response, rejected) ->
                answers.write(new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist"), request, response);
    }

    /**
     * The firewall checks paths. Its check of headers is switched off: it would match each header against a pattern,
     * even the token. Tomcat has already refused control characters in headers.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        // Spring MVC answers unknown methods with 405 and the allowed methods.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        // The class Query checks parameters. The firewall would check them only at the first read, too late for an
        // error response.
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    /** The spans and timers of single filters would cost more time than the filters. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleCheck());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }
}
