package id.kezbek.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer like Kubernetes services and network load balancers. It checks the readiness of each process
 * regularly, distributes new connections among the ready processes, and forwards the bytes of a connection to its
 * end.
 */
public final class Balancer implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private final ServerSocket door;
    private final List<Integer> processes;
    private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService looks = Executors.newScheduledThreadPool(2);

    /**
     * @param processes the ports on 127.0.0.1
     */
    public Balancer(List<Integer> processes) throws IOException {
        this.processes = List.copyOf(processes);
        this.door = new ServerSocket();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (int process : processes) {
            looks.scheduleWithFixedDelay(() -> look(process), 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
        Thread unused = Thread.ofVirtual().name("balancer").start(this::serve);
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    public boolean isReady(int process) {
        return ready.contains(process);
    }

    private void look(int process) {
        try {
            HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process + "/readyz"))
                    .timeout(LOOK_TIMEOUT)
                    .build();
            if (client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                ready.add(process);
            } else {
                ready.remove(process);
            }
        } catch (IOException away) {
            ready.remove(process);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket caller = keep(door.accept());
                Thread unused = Thread.ofVirtual().start(() -> carry(caller));
            } catch (IOException shut) {
                // The balancer was closed, or the caller disconnected before it was accepted.
            }
        }
    }

    private void carry(Socket caller) {
        try (caller;
                Socket process = keep(connect())) {
            BothWays.carry(caller, process);
        } catch (IOException cut) {
            // No process was ready, or one side closed the connection; the caller sees its end.
        } finally {
            open.remove(caller);
        }
    }

    private Socket connect() throws IOException {
        for (int tried = 0; tried < processes.size(); tried++) {
            int process = processes.get(Math.floorMod(turn.getAndIncrement(), processes.size()));
            if (ready.contains(process)) {
                Socket socket = new Socket();
                try {
                    socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), process), CONNECT_TIMEOUT_MILLIS);
                    return socket;
                } catch (IOException gone) {
                    socket.close();
                }
            }
        }
        throw new IOException("no process is ready");
    }

    private <T extends Closeable> T keep(T socket) {
        open.add(socket);
        return socket;
    }

    @Override
    public void close() throws IOException {
        looks.shutdownNow();
        door.close();
        for (Closeable socket : open) {
            socket.close();
        }
        client.close();
    }
}
