package id.kezbek.testing;

import id.kezbek.sandbox.parts.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Consul server for one test: the real program if {@code CEZBEK_TEST_CONSUL} or the path contains it
 * (ops/outside-programs.sh installs it), otherwise {@link StubConsul}. It keeps no data after its stop.
 */
public final class TestConsul implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final int port = FreePort.choose();
    /** The token with all rights; empty if no token is required. */
    private final String master;

    private AutoCloseable running;

    private TestConsul(String master) {
        this.master = master;
    }

    public static TestConsul start() throws IOException {
        TestConsul consul = new TestConsul("");
        consul.startAgain();
        return consul;
    }

    /** A Consul server that requires a token. */
    public static TestConsul guarded() throws IOException {
        TestConsul consul = new TestConsul("a-master-of-this-test");
        consul.startAgain();
        return consul;
    }

    public void startAgain() throws IOException {
        Optional<Path> program = OutsideProgram.find("CEZBEK_TEST_CONSUL", "consul");
        running = program.isEmpty()
                ? StubConsul.start(port, master)
                : OutsideProgram.start(
                        List.of(
                                program.get().toString(),
                                "agent",
                                "-dev",
                                "-bind=127.0.0.1",
                                "-client=127.0.0.1",
                                "-http-port=" + port,
                                "-server-port=" + FreePort.choose(),
                                "-serf-lan-port=" + FreePort.choose(),
                                "-serf-wan-port=" + FreePort.choose(),
                                "-grpc-port=-1",
                                "-grpc-tls-port=-1",
                                "-dns-port=-1",
                                "-hcl=disable_update_check=true",
                                "-hcl=" + rights()),
                        Map.of(),
                        at("/v1/status/leader"),
                        "127.0.0.1");
    }

    private String rights() {
        return master.isEmpty()
                ? "acl { enabled = false }"
                : "acl { enabled = true, default_policy = \"deny\", tokens { initial_management = \"" + master
                        + "\" } }";
    }

    /** A token that may only read the engine's keys. */
    public String reader() {
        call(
                "PUT",
                "/v1/acl/policy",
                "{\"Name\": \"reader\", \"Rules\": \"key_prefix \\\"config\\\" { policy = \\\"read\\\" }\"}");
        String token = call("PUT", "/v1/acl/token", "{\"Policies\": [{\"Name\": \"reader\"}]}");
        return JSON.readTree(token).path("SecretID").asString();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void put(String key, String value) {
        call("PUT", "/v1/kv/" + key, value);
    }

    public void delete(String key) {
        call("DELETE", "/v1/kv/" + key, "");
    }

    /** The agent's services and their checks, as Consul's JSON. */
    public String services() {
        return call("GET", "/v1/agent/services", "");
    }

    public String checks() {
        return call("GET", "/v1/agent/checks", "");
    }

    /** Makes the agent lose a service, as after a restart of the agent. */
    public void forget(String id) {
        call("PUT", "/v1/agent/service/deregister/" + id, "");
    }

    private String call(String method, String path, String body) {
        Map<String, String> headers = master.isEmpty() ? Map.of() : Map.of("X-Consul-Token", master);
        return OutsideProgram.call(method, at(path), headers, body);
    }

    private URI at(String path) {
        return URI.create(url() + path);
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception unstoppable) {
            throw new IllegalStateException(unstoppable);
        }
    }
}
