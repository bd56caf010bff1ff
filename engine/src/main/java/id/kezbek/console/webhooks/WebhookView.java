package id.kezbek.console.webhooks;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Typed;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contents of the pages of webhooks. */
public final class WebhookView {

    private WebhookView() {}

    /**
     * The list of endpoints.
     *
     * @param partners the partners from which staff choose; empty for officers
     * @param endpoints the endpoints; null until staff have chosen a partner
     */
    public record Listed(
            Filters filters, List<String> partners, Endpoint.@Nullable Endpoints endpoints, boolean mayAct) {}

    /** The form of a new or changed endpoint. */
    public record Form(@Nullable Endpoint endpoint, List<String> chosen, Typed typed) {

        public String value(String name, String now) {
            return typed.isRefused() ? typed.get(name) : now;
        }
    }

    /** One endpoint with its newest deliveries. */
    public record One(
            Endpoint endpoint,
            Delivery.Deliveries deliveries,
            boolean mayAct,
            @Nullable Refusal refusal) {}

    /** The log of deliveries. */
    public record Log(Filters filters, List<String> partners, Delivery.@Nullable Deliveries found) {}

    /** One delivery with its attempts. */
    public record Sent(
            Delivery delivery, boolean mayAct, @Nullable Refusal refusal) {}
}
