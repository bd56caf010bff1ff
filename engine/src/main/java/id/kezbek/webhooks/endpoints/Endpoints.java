package id.kezbek.webhooks.endpoints;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Sealing;
import id.kezbek.webhooks.endpoints.Endpoint.DisabledWhy;
import id.kezbek.webhooks.events.WebhookType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of endpoints, with their sealed secrets. */
@Component
public class Endpoints {

    static final String TABLE = "webhooks.endpoint";

    private static final String COLUMNS = "id, partner, url, description, types, disabled_why, former_until, "
            + "failing_since, created_at, changed_at";

    /** An endpoint and the URL that an attempt used. The endpoint may have another URL now. */
    public record Tried(UUID endpoint, String url) {

        boolean isAt(Endpoint now) {
            return now.url().equals(url);
        }
    }

    private final JdbcClient jdbc;
    private final Sealing sealing;

    Endpoints(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    static String secretContext(UUID endpoint) {
        return TABLE + "/" + endpoint;
    }

    static String formerContext(UUID endpoint) {
        return TABLE + "/" + endpoint + "/former";
    }

    void add(Endpoint endpoint, WebhookSecret secret) {
        jdbc.sql("""
                        insert into webhooks.endpoint
                          (id, partner, url, description, types, state, sealed_secret, created_at, changed_at)
                        values (?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?)""")
                .params(Arrays.asList(
                        endpoint.id(),
                        endpoint.partner().value(),
                        endpoint.url(),
                        endpoint.description(),
                        texts(endpoint.types()),
                        sealing.seal(secret.bytes(), secretContext(endpoint.id())),
                        Timestamp.from(endpoint.createdAt()),
                        Timestamp.from(endpoint.createdAt())))
                .update();
    }

    /** Prevents other transactions from adding an endpoint of the partner until this transaction ends. */
    void lock(PartnerId partner) {
        jdbc.sql("""
                        insert into webhooks.sequence (partner, last) values (?, 0)
                        on conflict (partner) do update set last = sequence.last""").param(partner.value()).update();
    }

    /** A partner's endpoints, the oldest first. */
    public List<Endpoint> of(PartnerId partner) {
        return jdbc.sql("select " + COLUMNS + " from webhooks.endpoint where partner = ? order by id")
                .param(partner.value())
                .query((row, n) -> endpoint(row))
                .list();
    }

    public Optional<Endpoint> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from webhooks.endpoint where id = ?")
                .param(id)
                .query((row, n) -> endpoint(row))
                .optional();
    }

    /** The endpoints of these partners. */
    public List<Endpoint> ofPartners(Collection<PartnerId> partners) {
        return jdbc.sql("select " + COLUMNS + " from webhooks.endpoint where partner = any(?) order by id")
                .param(partners.stream().map(PartnerId::value).toArray(Long[]::new))
                .query((row, n) -> endpoint(row))
                .list();
    }

    /** Locks the endpoint until the transaction ends. */
    Optional<Endpoint> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from webhooks.endpoint where id = ? for update")
                .param(id)
                .query((row, n) -> endpoint(row))
                .optional();
    }

    /** Changes the endpoint. A new URL deletes the record of earlier failures. */
    void change(UUID id, String url, String description, List<WebhookType> types, Instant at) {
        jdbc.sql("""
                        update webhooks.endpoint set failing_since = case when url = ? then failing_since end, url = ?,
                          description = ?, types = ?, changed_at = ?
                        where id = ?""")
                .params(Arrays.asList(url, url, description, texts(types), Timestamp.from(at), id))
                .update();
    }

    /** @param why the reason; null to activate the endpoint */
    void disable(UUID id, @Nullable DisabledWhy why, Instant at) {
        jdbc.sql("""
                        update webhooks.endpoint set state = ?, disabled_why = ?, failing_since = null, changed_at = ?
                        where id = ?""")
                .params(Arrays.asList(
                        why == null ? "ACTIVE" : "DISABLED", why == null ? null : why.name(), Timestamp.from(at), id))
                .update();
    }

    /** Replaces the secret. The replaced secret also signs until {@code formerUntil}. */
    void rotate(UUID id, WebhookSecret next, Instant formerUntil, Instant at) {
        byte[] current = jdbc.sql("select sealed_secret from webhooks.endpoint where id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .single();
        byte[] former = sealing.open(current, secretContext(id));
        jdbc.sql("""
                        update webhooks.endpoint
                        set sealed_secret = ?, sealed_former = ?, former_until = ?, changed_at = ? where id = ?""")
                .params(
                        sealing.seal(next.bytes(), secretContext(id)),
                        sealing.seal(former, formerContext(id)),
                        Timestamp.from(formerUntil),
                        Timestamp.from(at),
                        id)
                .update();
    }

    /** Decrypts the secrets that sign at this time: the current secret, and for a limited time the replaced secret. */
    public List<WebhookSecret> open(
            UUID id, byte[] sealed, byte @Nullable [] sealedFormer, @Nullable Timestamp formerUntil, Instant at) {
        List<WebhookSecret> secrets = new ArrayList<>(2);
        secrets.add(WebhookSecret.ofBytes(sealing.open(sealed, secretContext(id))));
        if (sealedFormer != null && formerUntil != null && at.isBefore(formerUntil.toInstant())) {
            secrets.add(WebhookSecret.ofBytes(sealing.open(sealedFormer, formerContext(id))));
        }
        return secrets;
    }

    /**
     * Records results of the endpoints' current URLs. A row changes only if the endpoint starts to fail or works again.
     */
    public void noteResults(List<Tried> succeeded, List<Tried> failed, Instant at) {
        jdbc.sql("""
                        update webhooks.endpoint set failing_since = null where id in (
                          select e.id from webhooks.endpoint e join unnest(:ids::uuid[], :urls::text[]) as t (id, url)
                            on e.id = t.id and e.url = t.url
                          where e.failing_since is not null order by e.id for update of e)""")
                .param("ids", ids(succeeded))
                .param("urls", urls(succeeded))
                .update();
        jdbc.sql("""
                        update webhooks.endpoint set failing_since = :at where id in (
                          select e.id from webhooks.endpoint e join unnest(:ids::uuid[], :urls::text[]) as t (id, url)
                            on e.id = t.id and e.url = t.url
                          where e.failing_since is null order by e.id for update of e)""")
                .param("at", Timestamp.from(at))
                .param("ids", ids(failed))
                .param("urls", urls(failed))
                .update();
    }

    /** The active endpoints among {@code failed} that have failed since before this time. */
    public List<Tried> failingSince(List<Tried> failed, Instant before) {
        return jdbc.sql("""
                        select id, url from webhooks.endpoint
                        where id = any(?) and state = 'ACTIVE' and failing_since <= ? order by id""")
                .params(ids(failed), Timestamp.from(before))
                .query((row, n) -> new Tried(row.getObject("id", UUID.class), row.getString("url")))
                .list();
    }

    private static UUID[] ids(List<Tried> tried) {
        return tried.stream().map(Tried::endpoint).toArray(UUID[]::new);
    }

    private static String[] urls(List<Tried> tried) {
        return tried.stream().map(Tried::url).toArray(String[]::new);
    }

    private static String @Nullable [] texts(List<WebhookType> types) {
        return types.isEmpty() ? null : types.stream().map(WebhookType::text).toArray(String[]::new);
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        String why = row.getString("disabled_why");
        return new Endpoint(
                row.getObject("id", UUID.class),
                new PartnerId(row.getLong("partner")),
                row.getString("url"),
                row.getString("description"),
                types(row.getArray("types")),
                why == null ? null : DisabledWhy.valueOf(why),
                instant(row, "former_until"),
                instant(row, "failing_since"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    private static List<WebhookType> types(@Nullable Array texts) throws SQLException {
        return texts == null
                ? List.of()
                : Arrays.stream((String[]) texts.getArray())
                        .map(text -> WebhookType.of(text).orElseThrow())
                        .toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
