package id.kezbek.shared.http;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Builders of HTTP clients that send each request once and nothing else: they do not retry, follow redirects, keep
 * cookies or decompress. The caller sets a deadline for the whole call, so there is no timeout per read.
 */
public final class BareHttp {

    /**
     * A connection that was idle for this time is checked before its next call, because the server may have closed it.
     */
    private static final Duration LOOKED_AT_AFTER = Duration.ofMillis(100);

    private BareHttp() {}

    /**
     * @param connectionWithin the longest wait for a connection of the pool
     * @param idle how long an idle connection is kept
     */
    public static HttpClientBuilder client(Duration connectionWithin, Duration idle) {
        return HttpClientBuilder.create()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connectionWithin))
                        .setResponseTimeout(Timeout.DISABLED)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .evictIdleConnections(TimeValue.of(idle))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState();
    }

    /**
     * Connections that use the JVM's default trust store and keys for TLS.
     *
     * @param most the maximum number of connections
     * @param headers the maximum number of headers of a response
     * @param headerChars the maximum length of a header
     */
    public static PoolingHttpClientConnectionManagerBuilder connections(int most, int headers, int headerChars) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(most)
                .setMaxConnTotal(most)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(systemTls()))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(headers)
                                .setMaxLineLength(headerChars)
                                .build())
                        .build());
    }

    public static ConnectionConfig.Builder connection(Duration connectTimeout) {
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setValidateAfterInactivity(TimeValue.of(LOOKED_AT_AFTER));
    }

    private static SSLContext systemTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("this JVM has no TLS", broken);
        }
    }
}
