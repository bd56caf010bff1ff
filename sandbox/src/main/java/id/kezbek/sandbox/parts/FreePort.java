package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses ports on the loopback address. A port is chosen seconds before its server starts. An outgoing connection must
 * not use the port in the meantime, so all ports are below the range for outgoing connections.
 */
public final class FreePort {

    /**
     * The first of a thousand ports that are reserved for this process. The property is set when several processes
     * choose ports at the same time.
     */
    private static final Integer OWN = Integer.getInteger("cezbek.ports.lowest");

    private static final int LOWEST = OWN == null ? 20_000 : OWN;
    private static final int COUNT = OWN == null ? 10_000 : 1_000;
    private static final int TRIES_MAX = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** Returns a port that is free and that this process has not returned before. */
    public static int choose() {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            int port = LOWEST + RANDOM.nextInt(COUNT);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new CannotStart("no free port between " + LOWEST + " and " + (LOWEST + COUNT)
                + "; stop programs that listen there and start again");
    }

    /** Whether a server could use the port on 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Without this option, a port would appear used because of a recently closed connection.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
