package id.kezbek.startup.process;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Service;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Drains requests before the server stops. When the process must stop, the process becomes unready at once. Load
 * balancers notice the change only at their next check. During the drain, the process still serves requests, and each
 * response closes its connection, so that callers switch to another process. After the drain, the server accepts no
 * more requests.
 *
 * <p>Consumers and loops stop before the drain. Requests that still wait for a payout get their response after the
 * drain.
 */
@Component
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class Drain implements SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {

    static final String PROPERTY = "cezbek.drain";

    /**
     * Stops after all background work, and before the parts that requests need: {@code AwaitPayouts} and the server.
     */
    private static final int PHASE = Integer.MAX_VALUE - 256;

    /**
     * The maximum duration of a drain. No load balancer needs a longer drain. A larger value is probably a mistake, and
     * delays every stop.
     */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final int ONE_CALL_A_CONNECTION = 1;

    private final Duration length;
    private final CountDownLatch neverEnds = new CountDownLatch(1);
    private volatile @Nullable TomcatWebServer server;
    private volatile boolean running;

    Drain(@Value("${" + PROPERTY + "}") Duration length) {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    PROPERTY + " must be between 0s and " + LONGEST.toSeconds() + "s, for example 10s");
        }
        this.length = length;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent started) {
        // The management port has its own server, in a separate context.
        if (started.getApplicationContext().getServerNamespace() == null
                && started.getWebServer() instanceof TomcatWebServer tomcat) {
            server = tomcat;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        TomcatWebServer door = server;
        if (length.isZero() || door == null) {
            return;
        }
        log.info(
                "Stopping: accepting requests for {} more seconds, then finishing the requests in progress",
                length.toSeconds());
        closeConnectionsAfterTheirCall(door);
        try {
            boolean impossible = neverEnds.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeConnectionsAfterTheirCall(TomcatWebServer door) {
        for (Service service : door.getTomcat().getServer().findServices()) {
            for (var connector : service.findConnectors()) {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxKeepAliveRequests(ONE_CALL_A_CONNECTION);
                }
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
