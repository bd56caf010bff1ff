package id.kezbek.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import id.kezbek.webhooks.WebhookReceiver;
import id.kezbek.webhooks.WebhookReceiver.Received;
import id.kezbek.webhooks.WebhookReceiver.Response;
import id.kezbek.webhooks.endpoints.ChangeEndpoints;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.endpoints.Endpoints;
import id.kezbek.webhooks.events.Events;
import id.kezbek.webhooks.events.NewEvent;
import id.kezbek.webhooks.events.WebhookEvent;
import id.kezbek.webhooks.events.WebhookType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** RecordAttempts after failures and crashes, on the real database and a real receiver; the clock is turned. */
@EngineTest
class RepeatedAttemptsTest {

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final JdbcClient jdbc;
    private final WebhookReceiver receiver = new WebhookReceiver();
    private PartnerId partner;
    private Caller caller;
    private Endpoint endpoint;

    RepeatedAttemptsTest(EngineUnderTest engine, TestPartners partners, JdbcClient jdbc) {
        this.engine = engine;
        this.partners = partners;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void addEndpoint() {
        partner = partners.prepaid(Money.ZERO);
        String code =
                engine.get(PartnerDirectory.class).find(partner).orElseThrow().code();
        caller = new Caller(Role.PARTNER, code, partner);
        endpoint = added();
    }

    private Endpoint added() {
        return engine.get(ChangeEndpoints.class)
                .add(partner, new ChangeEndpoints.Choice(receiver.url(), "", List.of()), caller)
                .endpoint();
    }

    @AfterEach
    void close() {
        // A later turn of the clock in another test must not send to a closed port again.
        jdbc.sql("update webhooks.delivery set state = 'FAILED' where partner = ? and state = 'WAITING'")
                .param(partner.value())
                .update();
        engine.clock().reset();
        receiver.close();
    }

    @Test
    void tenAttemptsFollowTheScheduleAndThenItFails() {
        receiver.answers(webhook -> Response.of(500));
        UUID delivery = queued();
        for (int attempt = 1; attempt <= RetrySchedule.ATTEMPTS; attempt++) {
            int number = attempt;
            Eventually.holds("attempt " + number, () -> attempts(delivery).size() == number);
            if (number < RetrySchedule.ATTEMPTS) {
                assertThat(line(delivery).state()).isEqualTo(DeliveryState.WAITING);
                Instant due = line(delivery).dueAt();
                engine.clock()
                        .advance(Duration.between(engine.clock().instant(), due).plusMillis(10));
            }
        }
        assertThat(line(delivery).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(receiver.received()).hasSize(RetrySchedule.ATTEMPTS);
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
        assertThat(receiver.received().stream()
                        .map(webhook -> webhook.header("webhook-timestamp"))
                        .distinct())
                .as("each attempt is signed anew")
                .hasSizeGreaterThan(5);
        List<Duration> waits = waits(attempts(delivery));
        assertThat(waits.get(1)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(waits.get(8)).isBetween(Duration.ofHours(24), Duration.ofHours(27));
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        receiver.answers(webhook -> new Response(503, "", Map.of("Retry-After", "120")));
        UUID delivery = queued();
        Eventually.holds("first attempt", () -> attempts(delivery).size() == 1);
        Instant at = attempts(delivery).getFirst().at();
        assertThat(Duration.between(at, line(delivery).dueAt()))
                .isBetween(Duration.ofSeconds(120), Duration.ofSeconds(150));
    }

    @Test
    void sendsAgainWithTheSameIdAfterACrashBetweenAnswerAndRecord() {
        receiver.answers(webhook -> Response.of(204));
        UUID delivery = claimedByAProcessThatDies();
        assertThat(receiver.received()).hasSize(1);
        assertThat(attempts(delivery)).as("the result was not recorded").isEmpty();

        engine.clock().advance(DeliveryQueue.CLAIM_LASTS.minusSeconds(10));
        assertThat(line(delivery).state()).isEqualTo(DeliveryState.WAITING);
        engine.clock().advance(Duration.ofSeconds(11));

        Eventually.holds("it is delivered", () -> line(delivery).state() == DeliveryState.DELIVERED);
        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
        assertThat(attempts(delivery)).hasSize(1);
    }

    /** The delivery is claimed and sent as in {@link SendDeliveries}; nothing records the result. */
    private UUID claimedByAProcessThatDies() {
        WebhookEvent event = event();
        UUID id = engine.get(Ids.class).next();
        Instant now = engine.clock().instant();
        jdbc.sql("""
                        insert into webhooks.delivery (id, event, endpoint, partner, state, tries, tries_left, due_at, created_at,
                          changed_at)
                        values (:id, :event, :endpoint, :partner, 'WAITING', 1, 10, :due, :now, :now)""")
                .param("id", id)
                .param("event", event.id())
                .param("endpoint", endpoint.id())
                .param("partner", partner.value())
                .param("due", java.sql.Timestamp.from(now.plus(DeliveryQueue.CLAIM_LASTS)))
                .param("now", java.sql.Timestamp.from(now))
                .update();
        Reply reply = engine.get(HttpSender.class)
                .send(new Claimed(
                        id,
                        event.id(),
                        endpoint.id(),
                        endpoint.url(),
                        WebhookType.PAYOUT_PAID,
                        event.body(),
                        1,
                        10,
                        List.of()));
        assertThat(reply.status()).isEqualTo(204);
        return id;
    }

    @Test
    void resultOfAnOlderClaimChangesNothing() {
        receiver.answers(webhook -> Response.of(204));
        UUID delivery = queued();
        Eventually.holds("delivered", () -> line(delivery).state() == DeliveryState.DELIVERED);
        Claimed older = claimed(delivery, endpoint.url(), 0);

        record(older, Reply.failed(Failure.TIMEOUT, Duration.ofSeconds(20)));

        assertThat(line(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void disablesAnEndpointThatFailedForFiveDays() {
        receiver.answers(webhook -> Response.of(500));
        UUID first = queued();
        Eventually.holds("first attempt", () -> attempts(first).size() == 1);
        assertThat(found().failingSince()).isNotNull();

        engine.clock().advance(Duration.ofDays(5).plusMinutes(1));
        Eventually.holds("it is disabled", () -> !found().isActive());

        assertThat(found().disabledWhy()).isEqualTo(Endpoint.DisabledWhy.FAILING);
        assertThat(line(first).state()).as("it is sent when it is enabled").isEqualTo(DeliveryState.WAITING);
    }

    @Test
    void keepsEventsThatGet410AndSendsThemWhenItIsEnabled() {
        receiver.answers(webhook -> Response.of(410));
        List<UUID> all = queued(60, WebhookType.PAYOUT_PAID);
        Eventually.holds("it is disabled", () -> !found().isActive());
        Eventually.holds("none is held", () -> all.stream().allMatch(this::isRecordedOrUntried));

        assertThat(found().disabledWhy()).isEqualTo(Endpoint.DisabledWhy.GONE);
        assertThat(all).allSatisfy(one -> assertThat(line(one).state()).isEqualTo(DeliveryState.WAITING));
        assertThat(receiver.received()).as("only what was under way").hasSizeLessThanOrEqualTo(8);

        receiver.answers(webhook -> Response.of(204));
        engine.get(ResendDelivery.class).enable(partner, endpoint.id(), caller);
        Eventually.holds(
                "all are delivered",
                () -> all.stream().allMatch(one -> line(one).state() == DeliveryState.DELIVERED));
    }

    private boolean isRecordedOrUntried(UUID delivery) {
        return attempts(delivery).size() == line(delivery).tries();
    }

    @Test
    void looksAtTheEndpointAgainBeforeItSends() {
        Claimed before = claimed(UUID.randomUUID(), endpoint.url(), 1);
        Claimed formerUrl = claimed(UUID.randomUUID(), endpoint.url() + "/former", 1);
        DeliveryQueue deliveries = engine.get(DeliveryQueue.class);
        assertThat(deliveries.areWanted(List.of(formerUrl, before))).containsExactly(false, true);
        engine.get(ChangeEndpoints.class).disable(partner, endpoint.id(), caller);
        assertThat(deliveries.areWanted(List.of(before))).containsExactly(false);
    }

    @Test
    void lateAnswersOfAFormerUrlDoNotAffectTheEndpoint() {
        Claimed former = claimed(UUID.randomUUID(), endpoint.url() + "/former", 1);
        record(former, new Reply(410, null, "", Duration.ZERO, Duration.ZERO));
        record(former, Reply.failed(Failure.TIMEOUT, Duration.ofSeconds(20)));
        assertThat(found().isActive()).isTrue();
        assertThat(found().failingSince()).isNull();
    }

    @Test
    void testEventsAndAnotherUrlDoNotCountAsFailing() {
        receiver.answers(webhook -> Response.of(500));
        UUID test = queued(1, WebhookType.TEST).getFirst();
        Eventually.holds("the test event was sent", () -> attempts(test).size() == 1);
        assertThat(found().failingSince()).isNull();

        UUID event = queued();
        Eventually.holds("the event was sent", () -> attempts(event).size() == 1);
        assertThat(found().failingSince()).isNotNull();
        change(endpoint.url());
        assertThat(found().failingSince()).isNotNull();
        change("http://127.0.0.1:1/corrected");
        assertThat(found().failingSince()).isNull();
        assertThat(attempts(event).getFirst().url()).isEqualTo(endpoint.url());
        assertThat(line(event).url()).as("the URL of the last attempt").isEqualTo(endpoint.url());
    }

    private void change(String url) {
        engine.get(ChangeEndpoints.class)
                .change(partner, endpoint.id(), new ChangeEndpoints.Choice(url, "", List.of()), caller);
    }

    @Test
    void enablingMakesWaitingEventsDueButNotClaimedOnes() {
        receiver.answers(webhook -> new Response(503, "", Map.of("Retry-After", "36000")));
        UUID waiting = queued();
        Eventually.holds("first attempt", () -> attempts(waiting).size() == 1);
        engine.get(ChangeEndpoints.class).disable(partner, endpoint.id(), caller);
        receiver.answers(webhook -> Response.of(204));
        UUID claimed = claimedByAProcessThatDies();

        engine.get(ResendDelivery.class).enable(partner, endpoint.id(), caller);

        Eventually.holds("it is delivered now", () -> line(waiting).state() == DeliveryState.DELIVERED);
        assertThat(line(claimed).dueAt()).as("the lease").isAfter(engine.clock().instant());
    }

    @Test
    void resendsAWaitingEventAtOnceButNotAClaimedOne() {
        receiver.answers(webhook -> new Response(503, "", Map.of("Retry-After", "36000")));
        UUID waiting = queued();
        Eventually.holds("first attempt", () -> attempts(waiting).size() == 1);
        receiver.answers(webhook -> Response.of(204));

        engine.get(ResendDelivery.class).resend(partner, waiting, caller);
        Eventually.holds("it is delivered now", () -> line(waiting).state() == DeliveryState.DELIVERED);

        UUID claimed = claimedByAProcessThatDies();
        assertThatThrownBy(() -> engine.get(ResendDelivery.class).resend(partner, claimed, caller))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is being sent now");
    }

    /** A small room, as while purchases wait. Nothing is committed, so that the engine sends nothing. */
    @Test
    void smallRoomIsSharedByEndpoints() {
        Endpoint other = added();
        Set<UUID> served = new HashSet<>();
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            queued(100, WebhookType.PAYOUT_PAID);
            queued(100, WebhookType.PAYOUT_PAID, other);
            for (int claim = 0; claim < 25; claim++) {
                engine.get(DeliveryQueue.class).claim(Map.of(), 32, 4).forEach(one -> served.add(one.endpoint()));
            }
            status.setRollbackOnly();
        });
        assertThat(served).contains(endpoint.id(), other.id());
    }

    @Test
    void successEndsTheTimeOfFailure() {
        receiver.answers(webhook -> Response.of(500));
        UUID first = queued();
        Eventually.holds("first attempt", () -> attempts(first).size() == 1);
        receiver.answers(webhook -> Response.of(204));
        engine.clock().advance(Duration.ofSeconds(10));
        Eventually.holds("delivered", () -> line(first).state() == DeliveryState.DELIVERED);
        assertThat(found().failingSince()).isNull();
    }

    @Test
    void deletesOldEventsWithTheirDeliveriesAndAttempts() {
        receiver.answers(webhook -> Response.of(204));
        UUID delivery = queued();
        Eventually.holds("delivered", () -> line(delivery).state() == DeliveryState.DELIVERED);

        engine.clock().advance(Duration.ofDays(29));
        engine.get(ForgetEvents.class).run();
        assertThat(attempts(delivery)).hasSize(1);
        engine.clock().advance(Duration.ofDays(2));
        assertThat(engine.get(ForgetEvents.class).run()).isPositive();

        assertThat(engine.get(DeliveryLog.class).find(delivery)).isEmpty();
        assertThat(attempts(delivery)).isEmpty();
    }

    private UUID queued() {
        return queued(1, WebhookType.PAYOUT_PAID).getFirst();
    }

    private List<UUID> queued(int number, WebhookType type) {
        return queued(number, type, endpoint);
    }

    private List<UUID> queued(int number, WebhookType type, Endpoint to) {
        return engine.get(DeliveryQueue.class)
                .add(
                        events(number, type).stream()
                                .map(event -> new DeliveryQueue.Wanted(event, to))
                                .toList(),
                        RetrySchedule.ATTEMPTS);
    }

    private WebhookEvent event() {
        return events(1, WebhookType.PAYOUT_PAID).getFirst();
    }

    private List<WebhookEvent> events(int number, WebhookType type) {
        NewEvent event = new NewEvent(partner, type, engine.clock().instant(), Map.of("state", "PAID"));
        return engine.get(Events.class).add(Collections.nCopies(number, event));
    }

    private Claimed claimed(UUID delivery, String url, int tries) {
        return new Claimed(
                delivery,
                UUID.randomUUID(),
                endpoint.id(),
                url,
                WebhookType.PAYOUT_PAID,
                "{}",
                tries,
                RetrySchedule.ATTEMPTS,
                List.of());
    }

    private void record(Claimed claimed, Reply reply) {
        engine.get(RecordAttempts.class)
                .record(List.of(
                        new RecordAttempts.Ended(claimed, reply, engine.clock().instant())));
    }

    private Endpoint found() {
        return engine.get(Endpoints.class).find(endpoint.id()).orElseThrow();
    }

    private DeliveryLog.Line line(UUID delivery) {
        return engine.get(DeliveryLog.class).find(delivery).orElseThrow();
    }

    private List<DeliveryLog.Attempt> attempts(UUID delivery) {
        return engine.get(DeliveryLog.class).attempts(delivery);
    }

    private static List<Duration> waits(List<DeliveryLog.Attempt> attempts) {
        return java.util.stream.IntStream.range(1, attempts.size())
                .mapToObj(number -> Duration.between(
                        attempts.get(number - 1).at(), attempts.get(number).at()))
                .toList();
    }
}
