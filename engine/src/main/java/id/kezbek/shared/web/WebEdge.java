package id.kezbek.shared.web;

import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.traces.Traces;
import id.kezbek.shared.web.bodies.BodyFilter;
import id.kezbek.shared.web.bodies.LargeBodies;
import id.kezbek.shared.web.connections.EdgeSettings;
import id.kezbek.shared.web.connections.Pace;
import id.kezbek.shared.web.connections.PacedEndpoint;
import id.kezbek.shared.web.connections.PacedProtocol;
import id.kezbek.shared.web.connections.PeerConnections;
import id.kezbek.shared.web.connections.TrustedProxies;
import id.kezbek.shared.web.reading.NoParameters;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The filters before security, in their order: request id and errors, cross-origin requests, bodies. */
@Configuration
@EnableConfigurationProperties(EdgeSettings.class)
class WebEdge implements WebMvcConfigurer {

    private static final long PREFLIGHT_KEPT_SECONDS = 3600;

    private final CallTimes callTimes;
    private final EdgeSettings settings;
    private final TrustedProxies proxies;
    private final SafeHeaders safeHeaders;

    WebEdge(MeterRegistry meters, EdgeSettings settings, TrustedProxies proxies) {
        this.callTimes = new CallTimes(meters);
        this.settings = settings;
        this.proxies = proxies;
        this.safeHeaders = new SafeHeaders(proxies);
    }

    @Bean
    static TrustedProxies trustedProxies(EdgeSettings settings) {
        return new TrustedProxies(settings.trustedProxies());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(callTimes).order(Ordered.HIGHEST_PRECEDENCE);
        // Runs after the checks of limits and roles, and before the body is read.
        registry.addInterceptor(new LargeBodies(settings)).order(Ordered.LOWEST_PRECEDENCE - 1);
        // Runs after the check of roles.
        registry.addInterceptor(new NoParameters()).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Bean
    FilterRegistrationBean<OutermostFilter> outermostFilter(SecureRandom random, ErrorAnswers answers, Traces traces) {
        return inPlace(1, new OutermostFilter(new RequestIds(random), answers, new CallSpans(traces), safeHeaders));
    }

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginFilter() {
        CorsConfiguration open = new CorsConfiguration();
        open.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        open.setAllowedMethods(List.of("GET", "POST"));
        open.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        open.setExposedHeaders(List.of(
                OutermostFilter.HEADER,
                OutermostFilter.CORRELATION_HEADER,
                HttpHeaders.RETRY_AFTER,
                "RateLimit",
                "RateLimit-Policy"));
        open.setMaxAge(PREFLIGHT_KEPT_SECONDS);
        return inPlace(2, new CorsFilter(request -> isOpenToBrowsers(request) ? open : null) {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                // Partners' systems are not browsers and send no Origin header, so their requests skip this filter. The
                // response is the same for every origin, so caches need no Vary header.
                return request.getHeader(HttpHeaders.ORIGIN) == null;
            }
        });
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter() {
        return inPlace(3, new BodyFilter());
    }

    /**
     * Makes the server use {@link ErrorReport}. Also sets the host's error report class, so that the server adds no
     * default page.
     */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> errorReport(ErrorAnswers answers) {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ErrorReport.class.getName());
                host.getPipeline().addValve(new ErrorReport(answers, safeHeaders));
            }
        });
    }

    /** Makes the server accept and read connections with {@link PacedEndpoint}. */
    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> pacedConnections(SecurityEvents events) {
        PeerConnections peers = new PeerConnections(
                settings.connectionsPerAddress(),
                proxies,
                address -> events.record(SecurityEvent.CONNECTION_REFUSED, Actor.unknown(), address, "connection"));
        return factory -> {
            factory.setProtocol(PacedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof PacedProtocol paced) {
                    paced.bound(peers, Pace.of(settings));
                }
            });
        };
    }

    /** The API always responds in JSON. Otherwise a purchase could be recorded although its response is 406. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        ContentNegotiationStrategy byHeader = new HeaderContentNegotiationStrategy();
        configurer.strategies(List.of(request ->
                isApi(request) ? ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST : byHeader.resolveMediaTypes(request)));
    }

    private static boolean isApi(NativeWebRequest request) {
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        return http != null && RequestPath.of(http).startsWith("/api/");
    }

    private static boolean isOpenToBrowsers(HttpServletRequest request) {
        return RequestPath.of(request).startsWith("/api/v1/");
    }

    private static <T extends Filter> FilterRegistrationBean<T> inPlace(int place, T filter) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
