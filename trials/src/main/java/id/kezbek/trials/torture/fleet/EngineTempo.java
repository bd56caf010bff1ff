package id.kezbek.trials.torture.fleet;

import id.kezbek.trials.torture.disturbances.ProviderFaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings that replace waits of seconds or minutes by very short waits, so that the consequences of a cycle appear
 * within seconds. The order of events does not change. A provider still shows an order within its visibility window. An
 * order's lease still expires before the engine assumes that the provider never received the order.
 */
public final class EngineTempo {

    /** The lifetime of a lease: the time in which a recorded attempt may still be sent. */
    public static final int LEASE_MILLIS = 2_000;

    static final int PROVIDER_TIMEOUT_MILLIS = 1_000;

    /**
     * Longer than {@link ProviderFaults#LATE_AFTER_SECONDS}, because these providers must show an order within their
     * visibility window.
     */
    static final int VISIBILITY_MILLIS = 1_500;

    private static final List<String> PROVIDERS = List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit");

    private EngineTempo() {}

    public static Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("cezbek.payouts.lease", LEASE_MILLIS + "ms");
        properties.put("cezbek.payouts.poll-interval", "100ms");
        properties.put("cezbek.payouts.inquiry-schedule", "400ms,700ms");
        properties.put("cezbek.payouts.late-checks", "3s,5s");
        properties.put("cezbek.payouts.inquiry-poll-interval", "200ms");
        properties.put("cezbek.payouts.release-interval", "500ms");
        properties.put("cezbek.payouts.first-back-off", "200ms");
        properties.put("cezbek.payouts.max-back-off", "2s");
        properties.put("cezbek.payouts.max-refusals", "30");
        properties.put("cezbek.payouts.max-attempts", "200");
        properties.put("cezbek.jobs.forget-expired.every", "1s");
        properties.put("cezbek.jobs.forget-periods.every", "1s");
        properties.put("cezbek.jobs.settle-refunds.every", "1s");
        properties.put("cezbek.notifications.interval", "200ms");
        // Disables the daily limit of e-mails, because a customer exceeds it on a fast machine.
        properties.put("cezbek.notifications.max-per-address-and-day", "0");
        properties.put("cezbek.jobs.recover-emails.every", "1s");
        properties.put("cezbek.notifications.lost-after", "4s");
        for (String provider : PROVIDERS) {
            String prefix = "cezbek.providers." + provider + ".";
            properties.put(prefix + "timeout", PROVIDER_TIMEOUT_MILLIS + "ms");
            properties.put(prefix + "visibility-window", VISIBILITY_MILLIS + "ms");
            properties.put(prefix + "token-ttl", "3s");
        }
        return properties;
    }
}
