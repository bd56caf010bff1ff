package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses ports on the loopback address. They come from below the range that operating systems hand to outgoing
 * connections, because a port is chosen seconds before its server listens and must not be taken in between.
 */
public final class FreePort {

    /** Where several processes choose at once, each is given ports of its own: the lowest of a thousand. */
    private static final Integer OWN = Integer.getInteger("cezbek.ports.lowest");

    private static final int LOWEST = OWN == null ? 20_000 : OWN;
    private static final int COUNT = OWN == null ? 10_000 : 1_000;
    private static final int TRIES_MAX = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port nobody listens on and that this process has not given out before. */
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

    /** Whether a server could listen on the port at 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection that ended a moment ago must not make the port look taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
