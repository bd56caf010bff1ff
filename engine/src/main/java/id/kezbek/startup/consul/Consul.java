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

/** What the engine asks of a Consul agent: version 1 of its HTTP API, of which this needs five calls. */
public final class Consul implements AutoCloseable {

    private static final String INDEX = "x-consul-index";
    /** Consul adds up to a sixteenth to the time that it holds a question; a network takes some, too. */
    private static final int SPREAD = 16;

    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Map<String, String> NONE = Map.of();

    /** What Consul said; each but Settings is a reason why there are none. */
    sealed interface Said {

        /**
         * What stands under the key.
         *
         * @param index names this state; asked with it, Consul answers when there is a later one
         */
        record Settings(Map<String, String> values, long index) implements Said {}

        record NothingThere(long index) implements Said {}

        record Unusable(String why, long index) implements Said {}

        record Refused(String why) implements Said {}

        record Away(String why) implements Said {}
    }

    private final ConsulSettings settings;
    private final RemoteServer server;

    /** @throws IllegalArgumentException where the settings name no URL, or a file that is of no use */
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

    /** What stands under the key now. */
    Said read() {
        return read("?raw=true", settings.timeout());
    }

    /** What stands under the key as soon as it is another than at an index, or when the wait is over. */
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
            case 401, 403 -> new Said.Refused("its policies do not let this token read the key");
            default -> new Said.Away("it answered with status " + answer.status());
        };
    }

    private static long index(Answer answer) {
        try {
            return Math.max(0, Long.parseLong(answer.headers().getOrDefault(INDEX, "0")));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Enters a service, or enters it anew. */
    Answer register(String json) throws Unreachable {
        return server.send(
                "PUT", "/v1/agent/service/register?replace-existing-checks=true", json, NONE, settings.timeout());
    }

    Answer deregister(String id) throws Unreachable {
        return server.send("PUT", "/v1/agent/service/deregister/" + escaped(id), "", NONE, settings.timeout());
    }

    /** A service as this agent knows it; 404 where it does not. */
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
