package id.kezbek.console.webhooks;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A partner's endpoints. Officers change and test endpoints. Staff can only read them. */
@ConsoleController
class EndpointPages {

    static final String LIST = "/console/webhooks";
    static final String API = "/api/v2/webhook-endpoints";

    private static final String ONE = LIST + "/{id}";
    private static final String PARTNER = "partner";
    private static final String NEWEST = "10";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "webhooks.menu", section = Section.PARTNERS, place = 40)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        boolean isStaff = screen.role().isStaff();
        Filters filters = isStaff ? Filters.of(LIST, parameters, PARTNER) : Filters.of(LIST, parameters);
        Endpoint.@Nullable Endpoints found = isStaff && !filters.has(PARTNER)
                ? null
                : operations.get(Endpoint.Endpoints.class, API, filters.only(PARTNER));
        List<String> partners = isStaff ? Partners.all(operations).codes() : List.of();
        return screen.show("webhooks/list", new WebhookView.Listed(filters, partners, found, !isStaff));
    }

    @Allow(Role.OFFICER)
    @PageAt(LIST + "/new")
    Reply add(Screen screen) {
        return screen.show("webhooks/form", new WebhookView.Form(null, List.of(), Typed.NOTHING));
    }

    @Allow(Role.OFFICER)
    @PostMapping(LIST + "/new")
    Reply add(
            Screen screen,
            Operations operations,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return switch (operations.post(API, body(form), key)) {
            case Outcome.Done done -> screen.show("webhooks/secret", done.read(Endpoint.Secret.class));
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(
                        "webhooks/form", new WebhookView.Form(null, types(form), Typed.of("form", form, refusal)));
        };
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER})
    @PageAt(ONE)
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        return screen.show("webhooks/one", page(screen, operations, id, null));
    }

    @Allow(Role.OFFICER)
    @PageAt(ONE + "/change")
    Reply change(Screen screen, Operations operations, @PathVariable String id) {
        Endpoint endpoint = operations.get(Endpoint.class, Path.of(API + "/{}", id));
        return screen.show("webhooks/form", new WebhookView.Form(endpoint, endpoint.types(), Typed.NOTHING));
    }

    @Allow(Role.OFFICER)
    @PostMapping(ONE + "/change")
    Reply change(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return switch (operations.post(Path.of(API + "/{}/change", id), body(form), key)) {
            case Outcome.Done ignored -> Reply.to(Path.of(LIST + "/{}", id), "webhooks.changed");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(
                        "webhooks/form",
                        new WebhookView.Form(
                                operations.get(Endpoint.class, Path.of(API + "/{}", id)),
                                types(form),
                                Typed.of("form", form, refusal)));
        };
    }

    @Allow(Role.OFFICER)
    @PostMapping(ONE + "/disable")
    Reply disable(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        return after(
                screen,
                operations,
                id,
                "webhooks.disabled",
                operations.post(Path.of(API + "/{}/disable", id), null, key));
    }

    @Allow(Role.OFFICER)
    @PostMapping(ONE + "/enable")
    Reply enable(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        return after(
                screen,
                operations,
                id,
                "webhooks.enabled",
                operations.post(Path.of(API + "/{}/enable", id), null, key));
    }

    @Allow(Role.OFFICER)
    @PostMapping(ONE + "/rotate")
    Reply rotate(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        return switch (operations.post(Path.of(API + "/{}/rotate", id), null, key)) {
            case Outcome.Done done -> screen.show("webhooks/secret", done.read(Endpoint.Secret.class));
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("webhooks/one", page(screen, operations, id, refusal));
        };
    }

    /** Sends a test event. The next page shows the endpoint's response when it arrives. */
    @Allow(Role.OFFICER)
    @PostMapping(ONE + "/test")
    Reply test(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        return switch (operations.post(Path.of(API + "/{}/test", id), null, key)) {
            case Outcome.Done done ->
                Reply.to(
                        Path.of(
                                DeliveryPages.LIST + "/{}",
                                done.read(Delivery.class).id()),
                        "webhooks.tested");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("webhooks/one", page(screen, operations, id, refusal));
        };
    }

    private static Reply after(Screen screen, Operations operations, String id, String done, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> Reply.to(Path.of(LIST + "/{}", id), done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("webhooks/one", page(screen, operations, id, refusal));
        };
    }

    private static WebhookView.One page(Screen screen, Operations operations, String id, @Nullable Refusal refusal) {
        Endpoint endpoint = operations.get(Endpoint.class, Path.of(API + "/{}", id));
        Map<String, String> query = new LinkedHashMap<>(Map.of("endpoint", id, "limit", NEWEST));
        if (screen.role().isStaff()) {
            query.put(PARTNER, endpoint.partner());
        }
        return new WebhookView.One(
                endpoint,
                operations.get(Delivery.Deliveries.class, DeliveryPages.API, query),
                !screen.role().isStaff(),
                refusal);
    }

    private static List<String> types(MultiValueMap<String, String> form) {
        return Objects.requireNonNullElse(form.get("types"), List.of());
    }

    private static Map<String, Object> body(MultiValueMap<String, String> form) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", Objects.requireNonNullElse(form.getFirst("url"), "").strip());
        String description =
                Objects.requireNonNullElse(form.getFirst("description"), "").strip();
        if (!description.isEmpty()) {
            body.put("description", description);
        }
        body.put("types", types(form));
        return body;
    }
}
