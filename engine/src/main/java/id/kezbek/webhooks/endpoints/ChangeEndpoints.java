package id.kezbek.webhooks.endpoints;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.webhooks.endpoints.Endpoint.DisabledWhy;
import id.kezbek.webhooks.events.WebhookType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The changes that a partner makes to its endpoints. Each change has an entry in the audit log, without the secret. */
@Component
public class ChangeEndpoints {

    /** The maximum number of endpoints of a partner. Endpoints are never deleted, only changed or disabled. */
    public static final int ENDPOINTS_MAX = 5;

    /** The time after a rotation in which the replaced secret also signs events. */
    static final Duration OVERLAP = Duration.ofHours(24);

    /** The values that a partner can choose. */
    public record Choice(String url, String description, List<WebhookType> types) {}

    /** An endpoint with its new secret. The secret is shown only once. */
    public record WithSecret(Endpoint endpoint, WebhookSecret secret) {}

    private final Endpoints endpoints;
    private final AuditLog auditLog;
    private final Ids ids;
    private final SecureRandom random;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ChangeEndpoints(
            Endpoints endpoints,
            AuditLog auditLog,
            Ids ids,
            SecureRandom random,
            TransactionTemplate transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.auditLog = auditLog;
        this.ids = ids;
        this.random = random;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws Refusal STATE_CONFLICT if the partner has the maximum number of endpoints */
    public WithSecret add(PartnerId partner, Choice choice, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            endpoints.lock(partner);
            if (endpoints.of(partner).size() >= ENDPOINTS_MAX) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "there are already " + ENDPOINTS_MAX + " endpoints, the maximum; change one of them instead");
            }
            Instant now = now();
            Endpoint endpoint = new Endpoint(
                    ids.next(),
                    partner,
                    choice.url(),
                    choice.description(),
                    choice.types(),
                    null,
                    null,
                    null,
                    now,
                    now);
            WebhookSecret secret = WebhookSecret.random(random);
            endpoints.add(endpoint, secret);
            audit(caller, "WEBHOOK_ADDED", endpoint.id(), Map.of("url", EndpointUrl.withoutQuery(choice.url())));
            return new WithSecret(endpoint, secret);
        }));
    }

    /** @throws Refusal NOT_FOUND if the partner has no such endpoint */
    public Endpoint change(PartnerId partner, UUID id, Choice choice, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Endpoint before = lock(partner, id);
            endpoints.change(id, choice.url(), choice.description(), choice.types(), now());
            audit(
                    caller,
                    "WEBHOOK_CHANGED",
                    id,
                    Map.of(
                            "url",
                            EndpointUrl.withoutQuery(choice.url()),
                            "url_before",
                            EndpointUrl.withoutQuery(before.url())));
            return lock(partner, id);
        }));
    }

    /**
     * @throws Refusal NOT_FOUND if the partner has no such endpoint; STATE_CONFLICT if the endpoint is already disabled
     */
    public Endpoint disable(PartnerId partner, UUID id, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (!lock(partner, id).isActive()) {
                throw new Refusal(ErrorCode.STATE_CONFLICT, "the endpoint is already disabled");
            }
            return changeState(partner, id, DisabledWhy.BY_PARTNER, "WEBHOOK_DISABLED", caller);
        }));
    }

    /**
     * @throws Refusal NOT_FOUND if the partner has no such endpoint; STATE_CONFLICT if the endpoint is already active
     */
    public Endpoint enable(PartnerId partner, UUID id, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (lock(partner, id).isActive()) {
                throw new Refusal(ErrorCode.STATE_CONFLICT, "the endpoint is already active");
            }
            return changeState(partner, id, null, "WEBHOOK_ENABLED", caller);
        }));
    }

    private Endpoint changeState(PartnerId partner, UUID id, @Nullable DisabledWhy why, String act, Caller caller) {
        endpoints.disable(id, why, now());
        audit(caller, act, id, Map.of());
        return lock(partner, id);
    }

    /**
     * Replaces the secret. For a day, each event has the signatures of both secrets.
     *
     * @throws Refusal NOT_FOUND if the partner has no such endpoint; STATE_CONFLICT while the secret of an earlier
     *     rotation still signs, because a receiver may still use that secret
     */
    public WithSecret rotate(PartnerId partner, UUID id, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = now();
            Instant formerUntil = lock(partner, id).formerUntil();
            if (formerUntil != null && now.isBefore(formerUntil)) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the secret was replaced less than a day ago; it can be replaced again at " + formerUntil);
            }
            WebhookSecret secret = WebhookSecret.random(random);
            endpoints.rotate(id, secret, now.plus(OVERLAP), now);
            audit(caller, "WEBHOOK_SECRET_ROTATED", id, Map.of());
            return new WithSecret(lock(partner, id), secret);
        }));
    }

    /** @throws Refusal NOT_FOUND if the partner has no such endpoint */
    public Endpoint find(PartnerId partner, UUID id) {
        return endpoints
                .find(id)
                .filter(endpoint -> endpoint.partner().equals(partner))
                .orElseThrow(ChangeEndpoints::absent);
    }

    private Endpoint lock(PartnerId partner, UUID id) {
        return endpoints
                .lock(id)
                .filter(endpoint -> endpoint.partner().equals(partner))
                .orElseThrow(ChangeEndpoints::absent);
    }

    public static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "there is no webhook endpoint with this id");
    }

    private void audit(Caller caller, String act, UUID endpoint, Map<String, String> detail) {
        auditLog.append(AuditEntry.by(caller, act, "webhook endpoint " + Ids.text(endpoint), detail));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
