package id.kezbek.webhooks.endpoints;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.partners.Officer;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.webhooks.endpoints.Endpoint.DisabledWhy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Disables an endpoint on behalf of the engine, and informs the partner's officers by e-mail. */
@Component
public class DisableEndpoint {

    private static final Logger log = LoggerFactory.getLogger(DisableEndpoint.class);
    private static final Duration USEFUL_FOR = Duration.ofDays(7);

    private final Endpoints endpoints;
    private final OfficerDirectory officers;
    private final PartnerDirectory partners;
    private final OrderEmail orderEmail;
    private final AuditLog auditLog;

    DisableEndpoint(
            Endpoints endpoints,
            OfficerDirectory officers,
            PartnerDirectory partners,
            OrderEmail orderEmail,
            AuditLog auditLog) {
        this.endpoints = endpoints;
        this.officers = officers;
        this.partners = partners;
        this.orderEmail = orderEmail;
        this.auditLog = auditLog;
    }

    /**
     * Disables the endpoint in the caller's transaction, unless the endpoint is already disabled or has another URL
     * now.
     *
     * @param tried the endpoint and the URL that failed
     */
    public void disable(Endpoints.Tried tried, DisabledWhy why, Instant now) {
        UUID id = tried.endpoint();
        endpoints.lock(id).filter(Endpoint::isActive).filter(tried::isAt).ifPresent(endpoint -> {
            endpoints.disable(id, why, now);
            auditLog.append(AuditEntry.bySystem(
                    "WEBHOOK_DISABLED", "webhook endpoint " + Ids.text(id), Map.of("why", why.name())));
            officers.of(endpoint.partner()).forEach(officer -> tell(officer, endpoint, why, now));
            log.atWarn()
                    .addKeyValue("endpoint", Ids.text(id))
                    .addKeyValue("why", why)
                    .log("webhook endpoint disabled");
        });
    }

    private void tell(Officer officer, Endpoint endpoint, DisabledWhy why, Instant now) {
        String cause = "webhook disabled " + endpoint.id() + " " + now + " " + officer.id();
        orderEmail.order(new OrderEmail.Order(
                UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)),
                TemplateName.WEBHOOK_DISABLED.name(),
                officer.language(),
                officer.email(),
                Map.of(
                        "company",
                        partners.find(endpoint.partner()).map(Partner::company).orElse(""),
                        "url",
                        EndpointUrl.withoutQuery(endpoint.url()),
                        "is_gone",
                        why == DisabledWhy.GONE,
                        "is_failing",
                        why == DisabledWhy.FAILING),
                Map.of(),
                now.plus(USEFUL_FOR)));
    }
}
