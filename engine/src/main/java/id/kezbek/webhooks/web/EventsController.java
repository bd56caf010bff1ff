package id.kezbek.webhooks.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import id.kezbek.webhooks.events.Events;
import id.kezbek.webhooks.events.WebhookEvent;
import id.kezbek.webhooks.events.WebhookType;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of the last 30 days, for receivers that missed events. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class EventsController {

    private static final String LISTING = "events";

    static final String TYPE_EXPECTED = "must be one of "
            + Arrays.stream(WebhookType.values()).map(WebhookType::text).collect(Collectors.joining(", "));

    /** An event with the same fields as in a delivery. */
    record EventAnswer(
            String id,
            String type,
            Instant timestamp,
            long sequence,
            @JsonProperty("api_version") String apiVersion,
            JsonNode data) {

        static EventAnswer of(WebhookEvent event) {
            return JsonMapper.shared().readValue(event.body(), EventAnswer.class);
        }
    }

    private final Events events;
    private final PartnerDirectory partners;

    EventsController(Events events, PartnerDirectory partners) {
        this.events = events;
        this.partners = partners;
    }

    @GetMapping("/api/v2/events")
    @Exported(LISTING)
    @Allow({Role.PARTNER, Role.OFFICER, Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    Listing<EventAnswer> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Events.Page page = Query.read(
                parameters,
                query -> new Events.Page(
                        PartnerScope.one(partners, caller, query),
                        query.found("type", WebhookType::of, TYPE_EXPECTED),
                        query.instant("from"),
                        query.instant("to"),
                        query.after(LISTING, position -> Long.valueOf(position.getFirst())),
                        query.limit()));
        return Listing.of(
                events.page(page.oneMore()),
                page.limit(),
                EventAnswer::of,
                last -> Cursor.of(LISTING, Long.toString(last.sequence())));
    }
}
