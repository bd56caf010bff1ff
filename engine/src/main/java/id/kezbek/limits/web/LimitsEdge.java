package id.kezbek.limits.web;

import id.kezbek.limits.LimitSettings;
import id.kezbek.limits.permits.CallPermits;
import id.kezbek.limits.permits.PartnerLimits;
import id.kezbek.shared.settings.Live;
import id.kezbek.shared.web.ErrorAnswers;
import id.kezbek.shared.web.connections.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Registers the limits. The filter that counts by IP address runs after the first filters and before authentication.
 * The filter that counts by partner runs after authentication.
 */
@Configuration
class LimitsEdge implements WebMvcConfigurer {

    private static final int PLACE = 4;

    private final CallPermits permits;
    private final PartnerLimits limits;
    private final RefusedCalls refused;

    LimitsEdge(CallPermits permits, PartnerLimits limits, MeterRegistry meters) {
        this.permits = permits;
        this.limits = limits;
        this.refused = new RefusedCalls(meters, permits);
    }

    @Bean
    FilterRegistrationBean<AddressLimit> addressLimit(
            Live<LimitSettings> settings, TrustedProxies proxies, ErrorAnswers answers) {
        FilterRegistrationBean<AddressLimit> registration =
                new FilterRegistrationBean<>(new AddressLimit(permits, settings, proxies, refused, answers));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + PLACE);
        return registration;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PartnerLimit(permits, limits, refused)).order(PLACE);
    }
}
