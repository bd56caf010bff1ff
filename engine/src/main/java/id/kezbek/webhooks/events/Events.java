package id.kezbek.webhooks.events;

import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of events, and the numbers of each partner's events. */
@Component
public class Events {

    private static final String API_VERSION = "v2";
    private static final String COLUMNS = "id, partner, sequence, type, at, body";

    /**
     * The events to list.
     *
     * @param from inclusive; null for no limit
     * @param to exclusive; null for no limit
     * @param before the sequence of the last event of the previous page; null for the first page
     */
    public record Page(
            PartnerId partner,
            @Nullable WebhookType type,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            int limit) {

        /** A copy with one more row. The additional row shows that a next page exists. */
        public Page oneMore() {
            return new Page(partner, type, from, to, before, limit + 1);
        }
    }

    private final JdbcClient jdbc;
    private final Ids ids;

    Events(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /**
     * Records events in the caller's transaction, in the given order. Other transactions that record events of these
     * partners wait for the end of this transaction. So a later number is never visible before an earlier number.
     */
    public List<WebhookEvent> add(List<NewEvent> news) {
        Map<Long, Long> next = firstNumbers(news);
        List<WebhookEvent> events = new ArrayList<>(news.size());
        for (NewEvent one : news) {
            long number = next.merge(one.partner().value(), 1L, Long::sum) - 1;
            UUID id = ids.next();
            events.add(new WebhookEvent(id, one.partner(), number, one.type(), one.at(), body(id, number, one)));
        }
        jdbc.sql("""
                        insert into webhooks.event (id, partner, sequence, type, at, body)
                        select unnest(?::uuid[]), unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::text[]),
                          unnest(?::timestamptz[]), unnest(?::text[])""")
                .params(
                        events.stream().map(WebhookEvent::id).toArray(UUID[]::new),
                        events.stream().map(one -> one.partner().value()).toArray(Long[]::new),
                        events.stream().map(WebhookEvent::sequence).toArray(Long[]::new),
                        events.stream().map(one -> one.type().text()).toArray(String[]::new),
                        events.stream().map(one -> Timestamp.from(one.at())).toArray(Timestamp[]::new),
                        events.stream().map(WebhookEvent::body).toArray(String[]::new))
                .update();
        return events;
    }

    /**
     * Reserves the numbers of these events, and returns each partner's first number. The partners' rows are locked in
     * the order of the partners' ids.
     */
    private Map<Long, Long> firstNumbers(List<NewEvent> news) {
        Map<Long, Long> counts = new TreeMap<>();
        news.forEach(one -> counts.merge(one.partner().value(), 1L, Long::sum));
        Map<Long, Long> first = new HashMap<>();
        counts.forEach((partner, count) -> first.put(
                partner,
                jdbc.sql("""
                                insert into webhooks.sequence (partner, last) values (:partner, :count)
                                on conflict (partner) do update set last = sequence.last + :count returning last""")
                                .param("partner", partner)
                                .param("count", count)
                                .query(Long.class)
                                .single()
                        - count
                        + 1));
        return first;
    }

    private static String body(UUID id, long number, NewEvent one) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", Ids.text(id));
        body.put("type", one.type().text());
        body.put("timestamp", one.at().toString());
        body.put("sequence", number);
        body.put("api_version", API_VERSION);
        body.put("data", one.data());
        return JsonMapper.shared().writeValueAsString(body);
    }

    public Optional<WebhookEvent> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from webhooks.event where id = ?")
                .param(id)
                .query((row, n) -> event(row))
                .optional();
    }

    /** A partner's events, the newest first. */
    public List<WebhookEvent> page(Page page) {
        return jdbc.sql("select " + COLUMNS + """
                         from webhooks.event
                        where partner = :partner and (:type::text is null or type = :type)
                          and (:from::timestamptz is null or at >= :from) and (:to::timestamptz is null or at < :to)
                          and sequence < coalesce(:before::bigint, 9223372036854775807)
                        order by sequence desc limit :limit""")
                .param("partner", page.partner().value())
                .param("type", page.type() == null ? null : page.type().text())
                .param("from", timestamp(page.from()))
                .param("to", timestamp(page.to()))
                .param("before", page.before())
                .param("limit", page.limit())
                .query((row, n) -> event(row))
                .list();
    }

    /** Deletes old events with their deliveries and attempts; returns the number of deleted events. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from webhooks.event where id in
                          (select id from webhooks.event where at < ? order by at limit ?)""").params(Timestamp.from(before), limit).update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static WebhookEvent event(ResultSet row) throws SQLException {
        return new WebhookEvent(
                row.getObject(1, UUID.class),
                new PartnerId(row.getLong(2)),
                row.getLong(3),
                WebhookType.of(row.getString(4)).orElseThrow(),
                row.getTimestamp(5).toInstant(),
                row.getString(6));
    }
}
