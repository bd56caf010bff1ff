package id.kezbek.testing;

import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.Redis;
import id.kezbek.shared.Eventually;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A real cluster of three masters, each with one replica or none, created over the wire protocol like Redis's own
 * tool does.
 */
public final class RedisCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int MASTERS = 3;
    /** The time after which the other nodes treat a silent node as dead. */
    private static final Duration NODE_SILENT_MAX = Duration.ofSeconds(3);

    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(60);

    /**
     * A server.
     *
     * @param busPort the port for the other nodes
     * @param tlsPort the TLS port, if there is one
     * @param mainPort the port by which the other nodes know it
     */
    private record Node(Redis server, int busPort, int tlsPort, int mainPort) {}

    private final List<Node> nodes = new ArrayList<>();
    private final String password;
    private final RedisClient client = RedisClient.create();

    private RedisCluster(String password) {
        this.password = password;
    }

    /**
     * Starts a cluster and returns when it is complete.
     *
     * @param password the password of callers and nodes; empty for none
     * @param certificate the certificate of the nodes' TLS ports; null for no TLS
     */
    public static RedisCluster start(
            Path folder, int replicasOfEach, String password, Optional<TestCertificate> certificate) throws Exception {
        RedisCluster cluster = new RedisCluster(password);
        try {
            for (int number = 0; number < MASTERS * (1 + replicasOfEach); number++) {
                cluster.startNode(folder.resolve("node-" + number), certificate);
            }
            cluster.putTogether();
            return cluster;
        } catch (Exception | AssertionError failed) {
            cluster.close();
            throw failed;
        }
    }

    private void startNode(Path folder, Optional<TestCertificate> certificate) throws Exception {
        int busPort = FreePort.choose();
        int tlsPort = FreePort.choose();
        List<String> settings = new ArrayList<>(List.of(
                "cluster-enabled yes",
                "cluster-port " + busPort,
                "cluster-config-file nodes.conf",
                "cluster-node-timeout " + NODE_SILENT_MAX.toMillis(),
                // A replica takes over, however long it has not heard from its master.
                "cluster-replica-validity-factor 0"));
        if (!password.isEmpty()) {
            settings.addAll(List.of("requirepass " + password, "masterauth " + password));
        }
        certificate.ifPresent(shown -> {
            settings.addAll(shown.shownByRedisAt(tlsPort));
            // Otherwise TLS callers are redirected to ports without TLS.
            settings.add("tls-cluster yes");
        });
        Files.createDirectories(folder);
        Redis server = new Redis(folder, settings);
        Node node = new Node(server, busPort, tlsPort, certificate.isPresent() ? tlsPort : server.port());
        nodes.add(node);
        node.server().start();
    }

    private void putTogether() {
        for (int number = 1; number < nodes.size(); number++) {
            Node other = nodes.get(number);
            CommandArgs<String, String> meet = new CommandArgs<>(StringCodec.UTF8)
                    .add("MEET")
                    .add(HOST)
                    .add(other.mainPort())
                    .add(other.busPort());
            String unused =
                    at(0, node -> node.dispatch(CommandType.CLUSTER, new StatusOutput<>(StringCodec.UTF8), meet));
        }
        for (int master = 0; master < MASTERS; master++) {
            int[] slots = IntStream.range(
                            master * SlotHash.SLOT_COUNT / MASTERS, (master + 1) * SlotHash.SLOT_COUNT / MASTERS)
                    .toArray();
            String unused = at(master, node -> node.clusterAddSlots(slots));
        }
        Eventually.holds("all nodes know each other", WHOLE_WITHIN, this::allKnowAll);
        for (int replica = MASTERS; replica < nodes.size(); replica++) {
            String master = at(replica % MASTERS, RedisCommands::clusterMyId);
            String unused = at(replica, node -> node.clusterReplicate(master));
        }
        awaitWhole();
    }

    private boolean allKnowAll() {
        return IntStream.range(0, nodes.size())
                .allMatch(number ->
                        at(number, RedisCommands::clusterNodes).lines().count() == nodes.size());
    }

    /** Waits until every running node reports that all slots are served and every replica follows its master. */
    public void awaitWhole() {
        Eventually.holds(
                "the cluster is whole",
                WHOLE_WITHIN,
                () -> living().allMatch(number -> {
                    String nodesHere = at(number, RedisCommands::clusterNodes);
                    return at(number, RedisCommands::clusterInfo).contains("cluster_state:ok")
                            && nodesHere
                                            .lines()
                                            .filter(line -> line.contains("slave"))
                                            .count()
                                    == nodes.size() - MASTERS
                            && !at(number, info -> info.info("replication")).contains("master_link_status:down");
                }));
    }

    private Stream<Integer> living() {
        return IntStream.range(0, nodes.size()).boxed().filter(this::isAlive);
    }

    private boolean isAlive(int number) {
        return !FreePort.isFree(nodes.get(number).server().port());
    }

    /** Kills the master that serves a key, and returns its number. */
    public int killMasterOf(String key) {
        int slot = SlotHash.getSlot(key);
        for (int number = 0; number < nodes.size(); number++) {
            if (isAlive(number) && servesAsMaster(number, slot)) {
                nodes.get(number).server().family().kill();
                return number;
            }
        }
        throw new IllegalStateException("no node serves " + key);
    }

    private boolean servesAsMaster(int number, int slot) {
        return at(number, RedisCommands::clusterNodes)
                .lines()
                .filter(line -> line.contains("myself,master"))
                .flatMap(line -> Arrays.stream(line.split(" ")).skip(8))
                .anyMatch(range -> covers(range, slot));
    }

    private static boolean covers(String range, int slot) {
        String[] ends = range.split("-");
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** Starts a killed node again; it rejoins by itself. */
    public void startAgain(int number) throws Exception {
        nodes.get(number).server().start();
    }

    /** The addresses in the form of the engine's configuration. */
    public String addresses() {
        return addresses(node -> node.server().port());
    }

    /** The TLS addresses of the same nodes. */
    public String encryptedAddresses() {
        return addresses(Node::tlsPort);
    }

    private String addresses(Function<Node, Integer> port) {
        return nodes.stream().map(node -> HOST + ":" + port.apply(node)).collect(Collectors.joining(","));
    }

    private <T> T at(int number, Function<RedisCommands<String, String>, T> ask) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(HOST)
                .withPort(nodes.get(number).server().port());
        if (!password.isEmpty()) {
            uri.withPassword(password.toCharArray());
        }
        try (StatefulRedisConnection<String, String> connection = client.connect(uri.build())) {
            return ask.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        nodes.forEach(node -> node.server().close());
    }
}
