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
 * Drains calls before the server stops. When the process is told to stop, readiness ends at once, but balancers notice
 * it only at their next check. Until then calls are served, and each answer closes its connection, so that callers
 * change to another process. Then the server accepts no more calls.
 *
 * <p>Consumers and loops stop before this; callers who wait for payouts' ends are released after it.
 */
@Component
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class Drain implements SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {

    static final String PROPERTY = "cezbek.drain";

    /** After everything that works by itself, before all that calls need: {@code AwaitPayouts}, the server. */
    private static final int PHASE = Integer.MAX_VALUE - 256;

    /** Longer than any balancer needs; a larger value would delay every stop by mistake. */
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
                    PROPERTY + " must be from 0s to " + LONGEST.toSeconds() + "s, such as 10s");
        }
        this.length = length;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent started) {
        // The management port's server, where there is one, starts in a context of its own.
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
                "The process stops: it accepts calls for {} s more, then finishes those in progress",
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
