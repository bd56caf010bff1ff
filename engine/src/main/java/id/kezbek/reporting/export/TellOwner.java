package id.kezbek.reporting.export;

import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * When an ordered file is ready or has failed, notifies the person who ordered the file. The notification is written in
 * the transaction that records the result.
 */
@Component
class TellOwner {

    /** An e-mail about a failure expires after this time, because an old failure no longer matters. */
    private static final Duration USEFUL_FOR = Duration.ofDays(2);

    private final OrderEmail orderEmail;
    private final Clock clock;
    private final Locale language;

    TellOwner(OrderEmail orderEmail, Clock clock, @Value("${cezbek.notifications.language:id}") String language) {
        this.orderEmail = orderEmail;
        this.clock = clock;
        this.language = Locale.of(language);
    }

    void ready(UUID id, String email, String list, TableFormat format, long rows, Instant expiresAt) {
        Map<String, Object> model = model(id, list, format, true);
        model.put("rows", NumberFormat.getIntegerInstance(language).format(rows));
        model.put(
                "expires_at",
                DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'WIB'", language)
                        .withZone(Jakarta.ZONE)
                        .format(expiresAt));
        order(id, email, model, expiresAt);
    }

    void failed(UUID id, String email, String list, TableFormat format, String reason) {
        Map<String, Object> model = model(id, list, format, false);
        model.put("reason", reason);
        order(id, email, model, clock.instant().plus(USEFUL_FOR));
    }

    private static Map<String, Object> model(UUID id, String list, TableFormat format, boolean isReady) {
        Map<String, Object> model = new HashMap<>();
        model.put("list", list);
        model.put("format", format.name());
        model.put("is_ready", isReady);
        model.put("path", "/api/v2/exports/" + Ids.text(id) + (isReady ? "/file" : ""));
        return model;
    }

    private void order(UUID id, String email, Map<String, Object> model, Instant usefulUntil) {
        String name = TemplateName.EXPORT_ENDED + " " + id;
        orderEmail.order(new OrderEmail.Order(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                TemplateName.EXPORT_ENDED.name(),
                null,
                email,
                model,
                Map.of(),
                usefulUntil));
    }
}
