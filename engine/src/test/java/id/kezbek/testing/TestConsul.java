package id.kezbek.testing;

import id.kezbek.sandbox.parts.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Consul of a test's own: the real program where {@code CEZBEK_TEST_CONSUL} or the path has it (ops/outside-programs.sh gets
 * it), else {@link StubConsul}. Everything it holds is gone when it stops.
 */
public final class TestConsul implements AutoCloseable {

    private final int port = FreePort.choose();
    private AutoCloseable running;

    private TestConsul() {}

    public static TestConsul start() throws IOException {
        TestConsul consul = new TestConsul();
        consul.startAgain();
        return consul;
    }

    public void startAgain() throws IOException {
        Optional<Path> program = OutsideProgram.find("CEZBEK_TEST_CONSUL", "consul");
        running = program.isEmpty()
                ? StubConsul.start(port)
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
                                "-hcl=disable_update_check=true"),
                        Map.of(),
                        at("/v1/status/leader"),
                        "127.0.0.1");
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void put(String key, String value) {
        OutsideProgram.call("PUT", at("/v1/kv/" + key), Map.of(), value);
    }

    public void delete(String key) {
        OutsideProgram.call("DELETE", at("/v1/kv/" + key), Map.of(), "");
    }

    /** The agent's services and their checks, as Consul tells them in JSON. */
    public String services() {
        return OutsideProgram.call("GET", at("/v1/agent/services"), Map.of(), "");
    }

    public String checks() {
        return OutsideProgram.call("GET", at("/v1/agent/checks"), Map.of(), "");
    }

    /** Makes the agent forget a service, as one does that is started anew. */
    public void forget(String id) {
        OutsideProgram.call("PUT", at("/v1/agent/service/deregister/" + id), Map.of(), "");
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
