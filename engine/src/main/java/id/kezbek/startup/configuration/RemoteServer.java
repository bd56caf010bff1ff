package id.kezbek.startup.configuration;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Calls a server with settings. Every request is limited in time and size. Redirects are not followed, so that no other
 * server gets the token.
 */
public final class RemoteServer implements AutoCloseable {

    /** The maximum size of a response, twice the maximum size of a Consul value. */
    private static final int BODY_MAX_BYTES = 1024 * 1024;

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.limiting(
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), BODY_MAX_BYTES);

    /** The text form leaves out the body, because the body may be secret. */
    public record Answer(int status, Map<String, String> headers, String body) {

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** The server could not be reached or did not respond in time. The message contains the reason. */
    public static final class Unreachable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreachable(String why) {
            super(why, null, false, false);
        }
    }

    private final URI base;
    private final Map<String, String> headers;
    private final HttpClient client;

    /**
     * @param headers the headers of each request
     * @param authorities a PEM file with the accepted authorities of the server's certificate; null for the JVM's
     *     authorities
     * @throws IllegalArgumentException if the file is unusable
     */
    public RemoteServer(URI base, Map<String, String> headers, @Nullable Path authorities) {
        this.base = base;
        this.headers = headers;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_MAX);
        this.client = (authorities == null ? builder : builder.sslContext(trusting(authorities))).build();
    }

    public Answer get(String path, Duration within) throws Unreachable {
        return call("GET", path, HttpRequest.BodyPublishers.noBody(), Map.of(), within);
    }

    public Answer get(String path, Map<String, String> more, Duration within) throws Unreachable {
        return call("GET", path, HttpRequest.BodyPublishers.noBody(), more, within);
    }

    public Answer send(String method, String path, String json, Map<String, String> more, Duration within)
            throws Unreachable {
        return call(method, path, HttpRequest.BodyPublishers.ofString(json), more, within);
    }

    private Answer call(
            String method, String path, HttpRequest.BodyPublisher body, Map<String, String> more, Duration within)
            throws Unreachable {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body)
                .timeout(within);
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        CompletableFuture<HttpResponse<String>> answered = client.sendAsync(request.build(), TEXT);
        try {
            // The request's own timeout covers only the headers. This limit also covers the body.
            HttpResponse<String> response =
                    answered.get(within.plus(CONNECT_MAX).toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), firsts(response), response.body());
        } catch (TimeoutException stalled) {
            answered.cancel(true);
            throw new Unreachable("its response stalled");
        } catch (ExecutionException failed) {
            throw new Unreachable(why(failed.getCause(), within));
        } catch (InterruptedException stopping) {
            answered.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        }
    }

    private static String why(@Nullable Throwable failed, Duration within) {
        return switch (failed) {
            case null -> "no response";
            case java.net.http.HttpConnectTimeoutException slow ->
                "no connection within " + CONNECT_MAX.toSeconds() + " s";
            case java.net.http.HttpTimeoutException slow -> "no response within " + within.toSeconds() + " s";
            case java.net.ConnectException nameless
            when nameless.getCause() instanceof java.nio.channels.UnresolvedAddressException ->
                "its host name is unknown";
            case java.net.ConnectException refused -> "nothing listens at this address";
            case javax.net.ssl.SSLException untrusted ->
                "its certificate is not trusted; set ca-file to its authority's certificate, and use the certificate's host name";
            default ->
                failed.getMessage() == null
                        ? failed.getClass().getSimpleName()
                        : failed.getMessage().lines().findFirst().orElse("");
        };
    }

    private static Map<String, String> firsts(HttpResponse<?> response) {
        return response.headers().map().entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                        header -> header.getValue().getFirst(),
                        (first, second) -> first));
    }

    private static SSLContext trusting(Path authorities) {
        try {
            PemSslStoreDetails trusted =
                    PemSslStoreDetails.forCertificate(authorities.toUri().toString());
            return SslBundle.of(new PemSslStoreBundle(null, trusted)).createSslContext();
        } catch (IllegalStateException unusable) {
            throw new IllegalArgumentException("cannot be read as a PEM file of certificates: " + authorities);
        }
    }

    /** The address without blanks and trailing slashes; empty if no address is set. */
    public static Optional<URI> address(@Nullable URI url) {
        return Optional.ofNullable(url)
                .filter(some -> !some.toString().isBlank())
                .map(some -> URI.create(some.toString().replaceFirst("/+$", "")));
    }

    /** Cancels requests in progress. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
