package id.kezbek.startup.consul;

import id.kezbek.startup.configuration.FlatJson;
import id.kezbek.startup.configuration.RemoteServer;
import id.kezbek.startup.configuration.RemoteServer.Answer;
import id.kezbek.startup.configuration.RemoteServer.Unreachable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Calls a Consul agent: five operations of version 1 of its HTTP API. */
public final class Consul implements AutoCloseable {

    private static final String INDEX = "x-consul-index";
    /** Consul extends the wait of a blocking query by up to a sixteenth. */
    private static final int SPREAD = 16;

    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Map<String, String> NONE = Map.of();

    /**
     * Consul's response. Only {@link Settings} contains settings. The other types contain the reason for missing
     * settings.
     */
    sealed interface Said {

        /**
         * The content of the key.
         *
         * @param index the version of this content; a query with this index returns when Consul has a later version
         */
        record Settings(Map<String, String> values, long index) implements Said {}

        record NothingThere(long index) implements Said {}

        record Unusable(String why, long index) implements Said {}

        record Refused(String why) implements Said {}

        record Away(String why) implements Said {}
    }

    private final ConsulSettings settings;
    private final RemoteServer server;

    /** @throws IllegalArgumentException if the settings contain no URL or an unusable file */
    Consul(ConsulSettings settings) {
        this.settings = settings;
        Map<String, String> headers = settings.token() == null ? NONE : Map.of("X-Consul-Token", settings.token());
        try {
            this.server = new RemoteServer(
                    Objects.requireNonNull(settings.url(), "cezbek.consul.url is not set"), headers, settings.caFile());
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(ConsulSettings.PREFIX + ".ca-file " + unusable.getMessage(), unusable);
        }
    }

    /** Reads the current content of the key. */
    Said read() {
        return read("?raw=true", settings.timeout());
    }

    /**
     * Waits until the content of the key is newer than the index, at most for the maximum wait. Then reads the content.
     */
    Said readAfter(long index) {
        Duration wait = settings.hold();
        return read(
                "?raw=true&index=" + index + "&wait=" + wait.toSeconds() + "s",
                wait.plus(wait.dividedBy(SPREAD)).plus(MARGIN));
    }

    private Said read(String query, Duration within) {
        try {
            return said(server.get("/v1/kv/" + escaped(settings.path()) + query, within));
        } catch (Unreachable away) {
            return new Said.Away(String.valueOf(away.getMessage()));
        }
    }

    private static Said said(Answer answer) {
        return switch (answer.status()) {
            case 200 -> {
                try {
                    yield new Said.Settings(FlatJson.parse(answer.body()), index(answer));
                } catch (IllegalArgumentException unusable) {
                    yield new Said.Unusable(String.valueOf(unusable.getMessage()), index(answer));
                }
            }
            case 404 -> new Said.NothingThere(index(answer));
            case 401, 403 -> new Said.Refused("the token's policies do not permit reading the key");
            default -> new Said.Away("it responded with status " + answer.status());
        };
    }

    private static long index(Answer answer) {
        try {
            return Math.max(0, Long.parseLong(answer.headers().getOrDefault(INDEX, "0")));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Registers a service, or replaces the service's registration. */
    Answer register(String json) throws Unreachable {
        return server.send(
                "PUT", "/v1/agent/service/register?replace-existing-checks=true", json, NONE, settings.timeout());
    }

    Answer deregister(String id) throws Unreachable {
        return server.send("PUT", "/v1/agent/service/deregister/" + escaped(id), "", NONE, settings.timeout());
    }

    /** The registration of a service at this agent; the status is 404 if the service is not registered. */
    Answer service(String id) throws Unreachable {
        return server.get("/v1/agent/service/" + escaped(id), settings.timeout());
    }

    private static String escaped(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    @Override
    public void close() {
        server.close();
    }
}
