package id.kezbek.webhooks.endpoints;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code cezbek.webhooks.*}.
 *
 * @param allowsInternal whether endpoints may use http and internal addresses; only for a demo or a test, because
 *     partners could then reach systems inside the network; false
 * @param timeout the maximum duration of one attempt; 20 s
 * @param keptFor how long events, deliveries and attempts are kept; 30 days
 * @param disableAfter an endpoint that only failed for this time is disabled; 5 days
 */
@ConfigurationProperties("cezbek.webhooks")
public record WebhookSettings(
        @DefaultValue("false") boolean allowsInternal,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("P30D") Duration keptFor,
        @DefaultValue("P5D") Duration disableAfter) {

    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);
    private static final Duration KEPT_MIN = Duration.ofDays(7);

    public WebhookSettings {
        if (!timeout.isPositive() || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("cezbek.webhooks.timeout must be above zero and at most 30s");
        }
        if (keptFor.compareTo(KEPT_MIN) < 0) {
            throw new IllegalArgumentException(
                    "cezbek.webhooks.kept-for must be at least 7 days, because attempts take up to four days");
        }
        if (!disableAfter.isPositive()) {
            throw new IllegalArgumentException("cezbek.webhooks.disable-after must be above zero, for example P5D");
        }
    }
}
