package id.kezbek.webhooks.delivery;

import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.endpoints.Endpoints;
import id.kezbek.webhooks.events.WebhookEvent;
import id.kezbek.webhooks.events.WebhookType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of deliveries: one row for each event and endpoint. */
@Component
public class DeliveryQueue {

    private static final Logger log = LoggerFactory.getLogger(DeliveryQueue.class);

    /**
     * The duration of a claim. After this time, another process may send the delivery too. A claim lasts longer than
     * the wait before an attempt ({@link #START_WITHIN}) plus the attempt.
     */
    static final Duration CLAIM_LASTS = Duration.ofMinutes(5);

    /** The maximum time between a claim and the start of its attempt. After this time, the attempt does not start. */
    static final Duration START_WITHIN = Duration.ofMinutes(4);

    /**
     * The maximum number of deliveries that become due when their endpoint is enabled. Further deliveries keep their
     * due times.
     */
    private static final int MADE_DUE_MAX = 100_000;

    /** An event, and an endpoint that receives the event. */
    record Wanted(WebhookEvent event, Endpoint endpoint) {}

    private final JdbcClient jdbc;
    private final Endpoints endpoints;
    private final Ids ids;
    private final Clock clock;

    DeliveryQueue(JdbcClient jdbc, Endpoints endpoints, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds deliveries that are due now. */
    List<UUID> add(List<Wanted> wanted, int attempts) {
        Timestamp now = Timestamp.from(clock.instant());
        List<UUID> added = wanted.stream().map(one -> ids.next()).toList();
        jdbc.sql("""
                        insert into webhooks.delivery
                          (id, event, endpoint, partner, state, tries_left, due_at, created_at, changed_at)
                        select n.id, n.event, n.endpoint, n.partner, 'WAITING', :attempts, :now, :now, :now
                        from unnest(:ids::uuid[], :events::uuid[], :endpoints::uuid[], :partners::bigint[])
                          as n (id, event, endpoint, partner)""")
                .param("attempts", attempts)
                .param("now", now)
                .param("ids", added.toArray(UUID[]::new))
                .param("events", wanted.stream().map(one -> one.event().id()).toArray(UUID[]::new))
                .param(
                        "endpoints",
                        wanted.stream().map(one -> one.endpoint().id()).toArray(UUID[]::new))
                .param(
                        "partners",
                        wanted.stream()
                                .map(one -> one.endpoint().partner().value())
                                .toArray(Long[]::new))
                .update();
        return added;
    }

    /**
     * Claims the oldest due deliveries of each active endpoint. A failing endpoint gets one delivery at a time, so that
     * an outage costs little. The endpoints are in random order, so that no endpoint always uses up a small {@code
     * room}.
     *
     * @param held the number of deliveries that this process already has, by endpoint
     * @param each the maximum number of deliveries of one endpoint in this process
     * @param room the maximum number of deliveries to claim
     */
    List<Claimed> claim(Map<UUID, Integer> held, int each, int room) {
        Instant now = clock.instant();
        List<UUID> busy = List.copyOf(held.keySet());
        return jdbc
                .sql("""
                        with due as (
                          select w.id, e.url, e.sealed_secret, e.sealed_former, e.former_until
                          from (select * from webhooks.endpoint where state = 'ACTIVE' order by random()) e
                          left join unnest(:busy::uuid[], :numbers::int[]) as b (endpoint, number) on b.endpoint = e.id
                          cross join lateral (
                            select d.id from webhooks.delivery d
                            where d.endpoint = e.id and d.state = 'WAITING' and d.due_at <= :now
                            order by d.due_at
                            limit greatest(0, case when e.failing_since is null then :each else 1 end - coalesce(b.number, 0))
                            for update skip locked) w
                          limit :room)
                        update webhooks.delivery d set tries = d.tries + 1, due_at = :until, changed_at = :now
                        from due, webhooks.event v
                        where d.id = due.id and v.id = d.event
                        returning d.id, d.event, d.endpoint, due.url, v.type, v.body, d.tries, d.tries_left,
                          due.sealed_secret, due.sealed_former, due.former_until""")
                .param("busy", busy.toArray(UUID[]::new))
                .param("numbers", busy.stream().map(held::get).toArray(Integer[]::new))
                .param("now", Timestamp.from(now))
                .param("each", each)
                .param("room", room)
                .param("until", Timestamp.from(now.plus(CLAIM_LASTS)))
                .query((row, n) -> claimed(row, now))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Claimed> claimed(ResultSet row, Instant now) throws SQLException {
        UUID endpoint = row.getObject("endpoint", UUID.class);
        try {
            return Optional.of(new Claimed(
                    row.getObject("id", UUID.class),
                    row.getObject("event", UUID.class),
                    endpoint,
                    row.getString("url"),
                    WebhookType.of(row.getString("type")).orElseThrow(),
                    row.getString("body"),
                    row.getInt("tries"),
                    row.getInt("tries_left"),
                    endpoints.open(
                            endpoint,
                            row.getBytes("sealed_secret"),
                            row.getBytes("sealed_former"),
                            row.getTimestamp("former_until"),
                            now)));
        } catch (IllegalStateException closed) {
            log.atError()
                    .addKeyValue("endpoint", Ids.text(endpoint))
                    .log("webhook secret could not be decrypted; trying again later");
            return Optional.empty();
        }
    }

    /** For each delivery, whether the endpoint is still active and still has the URL of the claim. */
    List<Boolean> areWanted(List<Claimed> claimed) {
        return jdbc.sql("""
                        select exists (select 1 from webhooks.endpoint e
                          where e.id = c.endpoint and e.state = 'ACTIVE' and e.url = c.url)
                        from unnest(:endpoints::uuid[], :urls::text[]) with ordinality as c (endpoint, url, place)
                        order by c.place""")
                .param("endpoints", claimed.stream().map(Claimed::endpoint).toArray(UUID[]::new))
                .param("urls", claimed.stream().map(Claimed::url).toArray(String[]::new))
                .query(Boolean.class)
                .list();
    }

    /**
     * Releases the claim of a delivery that was not sent. If another process has claimed the delivery since, nothing
     * changes.
     */
    void giveBack(Claimed claimed) {
        jdbc.sql("""
                        update webhooks.delivery set tries = tries - 1, due_at = :now, changed_at = :now
                        where id = :id and state = 'WAITING' and tries = :tries""")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", claimed.id())
                .param("tries", claimed.tries())
                .update();
    }

    /**
     * Makes the waiting deliveries of an endpoint due now, except claimed deliveries. A delivery stays claimed until
     * the attempt of its last claim is recorded. Locked rows are skipped, because the transaction that holds these
     * locks records results, and waits for the lock of the endpoint.
     */
    void makeDue(UUID endpoint) {
        jdbc.sql("""
                        update webhooks.delivery set due_at = :now, changed_at = :now where id in (
                          select d.id from webhooks.delivery d
                          where d.endpoint = :endpoint and d.state = 'WAITING' and d.due_at > :now
                            and d.tries = coalesce(
                              (select a.number from webhooks.attempt a where a.delivery = d.id and a.number = d.tries), 0)
                          order by d.due_at limit :most for update skip locked)""")
                .param("now", Timestamp.from(clock.instant()))
                .param("endpoint", endpoint)
                .param("most", MADE_DUE_MAX)
                .update();
    }

    /**
     * Makes a delivery due now, with the full number of attempts; the event keeps its id. A claimed delivery does not
     * change, because a process is sending it.
     */
    int resend(PartnerId partner, UUID id) {
        return jdbc.sql("""
                        update webhooks.delivery d
                        set state = 'WAITING', tries_left = :attempts, due_at = :now, changed_at = :now
                        where d.id = :id and d.partner = :partner
                          and (d.state in ('DELIVERED', 'FAILED') or d.tries = coalesce(
                            (select a.number from webhooks.attempt a where a.delivery = d.id and a.number = d.tries), 0))""")
                .param("attempts", RetrySchedule.ATTEMPTS)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .param("partner", partner.value())
                .update();
    }
}
