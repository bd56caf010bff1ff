package id.kezbek.webhooks.delivery;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.webhooks.events.WebhookType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads deliveries and their attempts. */
@Component
public class DeliveryLog {

    private static final String SELECT = """
            select d.id, d.event, d.endpoint, d.partner, v.type, v.sequence, coalesce(a.url, e.url) as url, d.state, d.tries, d.due_at, d.status,
              d.failure, d.created_at, d.changed_at
            from webhooks.delivery d
            join webhooks.event v on v.id = d.event
            join webhooks.endpoint e on e.id = d.endpoint
            left join webhooks.attempt a on a.delivery = d.id and a.number = d.tries
            """;

    /**
     * A delivery.
     *
     * @param url the URL of the last attempt; the endpoint's URL before the first attempt and during an attempt
     * @param tries the number of attempts so far, including a current attempt
     * @param dueAt the time of the next attempt; null unless the delivery waits
     * @param status the HTTP status of the last attempt; null without a response
     * @param failure the reason why the last attempt got no response
     */
    public record Line(
            UUID id,
            UUID event,
            UUID endpoint,
            PartnerId partner,
            WebhookType type,
            long sequence,
            String url,
            DeliveryState state,
            int tries,
            @Nullable Instant dueAt,
            @Nullable Integer status,
            @Nullable Failure failure,
            Instant createdAt,
            Instant changedAt) {}

    /** An attempt, with the first 1 kB of the response. */
    public record Attempt(
            int number,
            Instant at,
            int millis,
            @Nullable Integer status,
            @Nullable Failure failure,
            String answer,
            String url) {}

    /**
     * The filters of a list of deliveries; a null filter matches all deliveries. {@code before} is null for the first
     * page.
     */
    public record Page(
            PartnerId partner,
            @Nullable UUID endpoint,
            @Nullable DeliveryState state,
            @Nullable WebhookType type,
            @Nullable UUID before,
            int limit) {

        /** A copy with one more row. The additional row shows that a next page exists. */
        public Page oneMore() {
            return new Page(partner, endpoint, state, type, before, limit + 1);
        }
    }

    private final JdbcClient jdbc;

    DeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A partner's deliveries, the newest first. */
    public List<Line> page(Page page) {
        return jdbc.sql(SELECT + """
                        where d.partner = :partner and (:endpoint::uuid is null or d.endpoint = :endpoint)
                          and (:state::text is null or d.state = :state) and (:type::text is null or v.type = :type)
                          and (:before::uuid is null or d.id < :before)
                        order by d.id desc limit :limit""")
                .param("partner", page.partner().value())
                .param("endpoint", page.endpoint())
                .param("state", page.state() == null ? null : page.state().name())
                .param("type", page.type() == null ? null : page.type().text())
                .param("before", page.before())
                .param("limit", page.limit())
                .query((row, n) -> line(row))
                .list();
    }

    public Optional<Line> find(UUID id) {
        return jdbc.sql(SELECT + "where d.id = ?")
                .param(id)
                .query((row, n) -> line(row))
                .optional();
    }

    public static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "there is no webhook delivery with this id");
    }

    /** A delivery's attempts, the oldest first. */
    public List<Attempt> attempts(UUID delivery) {
        return jdbc.sql("""
                        select number, at, millis, status, failure, answer, url from webhooks.attempt
                        where delivery = ? order by number""")
                .param(delivery)
                .query((row, n) -> new Attempt(
                        row.getInt("number"),
                        row.getTimestamp("at").toInstant(),
                        row.getInt("millis"),
                        status(row),
                        failure(row),
                        row.getString("answer"),
                        row.getString("url")))
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        DeliveryState state = DeliveryState.valueOf(row.getString("state"));
        Timestamp due = row.getTimestamp("due_at");
        return new Line(
                row.getObject("id", UUID.class),
                row.getObject("event", UUID.class),
                row.getObject("endpoint", UUID.class),
                new PartnerId(row.getLong("partner")),
                WebhookType.of(row.getString("type")).orElseThrow(),
                row.getLong("sequence"),
                row.getString("url"),
                state,
                row.getInt("tries"),
                state == DeliveryState.WAITING ? due.toInstant() : null,
                status(row),
                failure(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    private static @Nullable Integer status(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return row.wasNull() ? null : Integer.valueOf(status);
    }

    private static @Nullable Failure failure(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return failure == null ? null : Failure.valueOf(failure);
    }
}
