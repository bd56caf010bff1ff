package id.kezbek.startup.consul;

import id.kezbek.shared.process.OnRole;
import id.kezbek.startup.configuration.RemoteServer.Answer;
import id.kezbek.startup.configuration.RemoteServer.Unreachable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * This process's entry among Consul's services. It is made when the process serves and taken out before anything else
 * stops; an agent that was started anew has forgotten it, so it is looked after.
 */
final class ConsulEntry implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConsulEntry.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final String CHECK_TIMEOUT = "3s";

    private final Consul consul;
    private final ConsulSettings settings;
    private final Environment environment;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isStarted;
    private boolean isEntered;
    private boolean isTold;
    private boolean isLookTold;

    ConsulEntry(Consul consul, ConsulSettings settings, Environment environment) {
        this.consul = consul;
        this.settings = settings;
        this.environment = environment;
    }

    /** Last to start and first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        isStarted = true;
        Thread unused = Thread.ofVirtual().name("consul-entry").start(this::lookAfter);
    }

    private void lookAfter() {
        do {
            enterWhereMissing();
        } while (!isToStop());
    }

    synchronized void enterWhereMissing() {
        if (stopped.getCount() == 0) {
            return;
        }
        try {
            // A process that died at this address has left an entry, perhaps of other roles: the first time, it is
            // replaced.
            if (isEntered && !isForgotten(consul.service(id()))) {
                return;
            }
            if (isDone(consul.register(entry()))) {
                isEntered = true;
                log.info("Entered into Consul as {}", id());
            }
        } catch (Unreachable away) {
            // Whoever follows the settings there tells of it; this is done as soon as Consul is back.
        }
    }

    /**
     * Only where Consul says so: an agent that refuses to tell, or cannot, may have the entry all the same. That is no
     * warning, for nothing is amiss yet, and whoever follows the settings there tells of an agent that refuses everything.
     */
    private boolean isForgotten(Answer known) {
        return switch (known.status()) {
            case 200 -> {
                isLookTold = false;
                yield false;
            }
            case 404 -> true;
            default -> {
                if (!isLookTold) {
                    log.info(
                            "Whether this process is still entered is not told by Consul, {}; it is looked again every {} s",
                            why(known),
                            LOOK_EVERY.toSeconds());
                }
                isLookTold = true;
                yield false;
            }
        };
    }

    /** Whether Consul did as asked; where it did not, it is said once until it does again. */
    private boolean isDone(Answer answer) {
        if (answer.status() == 200) {
            isTold = false;
            return true;
        }
        if (!isTold) {
            log.warn(
                    "This process is not entered into Consul, {}; it is tried again every {} s",
                    why(answer),
                    LOOK_EVERY.toSeconds());
        }
        isTold = true;
        return false;
    }

    private String why(Answer answer) {
        return switch (answer.status()) {
            case 401, 403 ->
                "because cezbek.consul.token lacks a right: give its policy service \"" + settings.service()
                        + "\" { policy = \"write\" }, or set cezbek.consul.register=false";
            default -> "which answered with status " + answer.status();
        };
    }

    private boolean isToStop() {
        try {
            return stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String id() {
        return settings.service() + "-" + address().replace(':', '-') + "-" + port();
    }

    private int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    private String address() {
        if (!settings.address().isBlank()) {
            return settings.address().strip();
        }
        String bound = environment.getProperty("server.address", "");
        if (!bound.isBlank() && !bound.equals("0.0.0.0") && !bound.equals("::")) {
            return bound;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException unnamed) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    private String entry() {
        List<String> roles = OnRole.active(environment).stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        String address = address();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return JSON.writeValueAsString(Map.of(
                "ID", id(),
                "Name", settings.service(),
                "Address", address,
                "Port", port(),
                "Tags", roles,
                "Check",
                        Map.of(
                                "Name", "ready",
                                "HTTP", "http://" + host + ":" + port() + "/readyz",
                                "Interval", settings.checkInterval().toSeconds() + "s",
                                "Timeout", CHECK_TIMEOUT,
                                "DeregisterCriticalServiceAfter",
                                        settings.forgetAfter().toSeconds() + "s")));
    }

    @Override
    public void stop() {
        stopped.countDown();
        isStarted = false;
        leave();
        consul.close();
    }

    private synchronized void leave() {
        try {
            Answer answer = consul.deregister(id());
            switch (answer.status()) {
                case 200 -> log.info("Taken out of Consul");
                // It was never entered.
                case 404 -> {}
                default -> log.warn("Not taken out of Consul, {}; its check will find out", why(answer));
            }
        } catch (Unreachable away) {
            log.warn(
                    "Consul could not be told that this process stops ({}); its check will find out",
                    away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return isStarted;
    }
}
