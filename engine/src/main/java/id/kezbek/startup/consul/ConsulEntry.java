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
 * Registers this process as a service in Consul. The process registers when it serves requests, and deregisters before
 * any other part stops. An agent that restarts loses its registrations, so the process checks the registration
 * regularly.
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

    /** The highest phase, so that this bean starts last and stops first. */
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
            // The first registration always replaces an existing entry, because a process that died at this address may
            // have registered other roles.
            if (isEntered && !isForgotten(consul.service(id()))) {
                return;
            }
            if (isDone(consul.register(entry()))) {
                isEntered = true;
                log.info("Registered in Consul as {}", id());
            }
        } catch (Unreachable away) {
            // The thread that follows the settings reports that Consul is unavailable. The registration follows as soon
            // as Consul is available again.
        }
    }

    /**
     * Whether Consul does not know the service. If the agent refuses the request or fails, the result is false, because
     * the agent may still have the registration. For the same reason, the failure is logged only as information. If the
     * agent refuses all requests, the thread that follows the settings reports the refusals.
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
                            "Consul registration could not be verified, {}; checking again every {} s",
                            why(known),
                            LOOK_EVERY.toSeconds());
                }
                isLookTold = true;
                yield false;
            }
        };
    }

    /** Whether Consul accepted the request. Only the first of several consecutive failures is logged. */
    private boolean isDone(Answer answer) {
        if (answer.status() == 200) {
            isTold = false;
            return true;
        }
        if (!isTold) {
            log.warn("Consul registration failed, {}; retrying every {} s", why(answer), LOOK_EVERY.toSeconds());
        }
        isTold = true;
        return false;
    }

    private String why(Answer answer) {
        return switch (answer.status()) {
            case 401, 403 ->
                "because cezbek.consul.token lacks a right: give its policy service \"" + settings.service()
                        + "\" { policy = \"write\" }, or set cezbek.consul.register=false";
            default -> "because Consul responded with status " + answer.status();
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
                case 200 -> log.info("Deregistered from Consul");
                // The process was not registered.
                case 404 -> {}
                default ->
                    log.warn(
                            "Deregistration from Consul failed, {}; Consul's health check will notice it", why(answer));
            }
        } catch (Unreachable away) {
            log.warn("Deregistration from Consul failed ({}); Consul's health check will notice it", away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return isStarted;
    }
}
