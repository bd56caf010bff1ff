package id.kezbek.payouts;

import id.kezbek.payouts.PayoutRecord.AttemptRecord;
import id.kezbek.payouts.PayoutRecord.ItemRecord;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads payouts for people; it changes nothing. */
@Component
public class PayoutArchive {

    /**
     * Which payouts, newest first; null is any.
     *
     * @param after the last payout that the page before looked at
     * @param limit how many at most
     */
    public record Page(
            @Nullable PartnerId partner,
            @Nullable PayoutState state,
            @Nullable Msisdn msisdn,
            @Nullable String wallet,
            @Nullable UUID after,
            int limit) {}

    /**
     * A page of payouts.
     *
     * @param next the last payout that was looked at, where more may follow; null at the end
     */
    public record Found(
            List<PayoutRecord> payouts, @Nullable UUID next) {}

    /**
     * How many payouts a page looks at to find those that fit: no index serves every filter, and a page must not read a
     * whole table for a number that is not in it. A page that ends here may hold few payouts, or none, and has a next.
     */
    static final int MAX_LOOKED_AT = 10_000;

    private static final String COLUMNS =
            "id, partner, msisdn, wallet, amount, state, reason, quotes, due_at, created_at, ended_at";

    private record Bare(
            UUID id,
            PartnerId partner,
            Msisdn msisdn,
            String wallet,
            Money amount,
            PayoutState state,
            @Nullable String reason,
            @Nullable String quotes,
            Instant dueAt,
            Instant createdAt,
            @Nullable Instant endedAt) {

        PayoutRecord with(List<ItemRecord> items, List<AttemptRecord> attempts) {
            return new PayoutRecord(
                    id, partner, msisdn, wallet, amount, state, reason, quotes, dueAt, createdAt, endedAt, items,
                    attempts);
        }
    }

    private record Looked(Bare payout, boolean fits, int place) {}

    private final JdbcClient jdbc;

    PayoutArchive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Found page(Page page) {
        // Only the conditions that are asked for, so that each form of the question has a plan of its own. The state is
        // written out, because the partial indexes of open payouts serve no parameter.
        StringBuilder looked = new StringBuilder(
                "select " + COLUMNS + ", row_number() over (order by id desc) as place from payouts.payout where true");
        StringBuilder fits = new StringBuilder("true");
        if (page.partner() != null) {
            looked.append(" and partner = :partner");
        }
        if (page.state() != null) {
            (isOpen(page.state()) ? looked : fits)
                    .append(" and state = '" + page.state().name() + "'");
        }
        if (page.msisdn() != null) {
            fits.append(" and msisdn = any(:msisdn)");
        }
        if (page.wallet() != null) {
            fits.append(" and wallet = :wallet");
        }
        if (page.after() != null) {
            looked.append(" and id < :after");
        }
        List<Looked> found = jdbc.sql("select *, " + fits + " as fits from (" + looked
                        + " order by id desc limit :lookedAt) as looked where (" + fits
                        + ") or place = :lookedAt order by id desc limit :oneMore")
                .param("partner", page.partner() == null ? null : page.partner().value())
                .param("msisdn", page.msisdn() == null ? null : page.msisdn().spellings().toArray(String[]::new))
                .param("wallet", page.wallet())
                .param("after", page.after())
                .param("lookedAt", MAX_LOOKED_AT)
                .param("oneMore", page.limit() + 1)
                .query((row, n) -> new Looked(bare(row), row.getBoolean("fits"), row.getInt("place")))
                .list();
        return found(found, page.limit());
    }

    private Found found(List<Looked> found, int limit) {
        List<Bare> fitting = found.stream()
                .filter(Looked::fits)
                .map(Looked::payout)
                .limit(limit)
                .toList();
        UUID next = null;
        if (found.size() > limit) {
            next = fitting.getLast().id();
        } else if (!found.isEmpty() && found.getLast().place() == MAX_LOOKED_AT) {
            next = found.getLast().payout().id();
        }
        return new Found(complete(fitting), next);
    }

    /** Whether few payouts are in this state at a time, and an index leads to them. */
    private static boolean isOpen(PayoutState state) {
        return switch (state) {
            case HELD, PENDING, IN_FLIGHT, ATTENTION -> true;
            case PAID, CANCELLED -> false;
        };
    }

    public Optional<PayoutRecord> find(UUID id) {
        return complete(jdbc.sql("select " + COLUMNS + " from payouts.payout where id = ?")
                        .param(id)
                        .query((row, n) -> bare(row))
                        .list())
                .stream()
                .findFirst();
    }

    private List<PayoutRecord> complete(List<Bare> payouts) {
        if (payouts.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = payouts.stream().map(Bare::id).toList();
        Map<UUID, List<ItemRecord>> items = items(ids);
        Map<UUID, List<AttemptRecord>> attempts = attempts(ids);
        return payouts.stream()
                .map(payout -> payout.with(
                        items.getOrDefault(payout.id(), List.of()), attempts.getOrDefault(payout.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<ItemRecord>> items(Collection<UUID> payouts) {
        return jdbc
                .sql("""
                        select payout, kind, purchase, reference, amount from payouts.item
                        where payout in (:payouts) order by payout, position""")
                .param("payouts", payouts)
                .query((row, n) -> Map.entry(
                        row.getObject("payout", UUID.class),
                        new ItemRecord(
                                row.getString("kind"),
                                row.getObject("purchase", UUID.class),
                                row.getString("reference"),
                                Money.rupiah(row.getBigDecimal("amount")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private Map<UUID, List<AttemptRecord>> attempts(Collection<UUID> payouts) {
        return jdbc
                .sql("""
                        select payout, id, number, provider, state, fee, direct_fee, provider_reference, reason, quotes,
                          started_at, ended_at, inquiries
                        from payouts.attempt where payout in (:payouts) order by payout, number""")
                .param("payouts", payouts)
                .query((row, n) -> Map.entry(row.getObject("payout", UUID.class), attempt(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Bare bare(ResultSet row) throws SQLException {
        return new Bare(
                row.getObject("id", UUID.class),
                new PartnerId(row.getLong("partner")),
                Msisdn.ofKept(row.getString("msisdn")),
                row.getString("wallet"),
                Money.rupiah(row.getBigDecimal("amount")),
                PayoutState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("quotes"),
                row.getObject("due_at", Timestamp.class).toInstant(),
                row.getObject("created_at", Timestamp.class).toInstant(),
                instant(row, "ended_at"));
    }

    private static AttemptRecord attempt(ResultSet row) throws SQLException {
        BigDecimal directFee = row.getBigDecimal("direct_fee");
        return new AttemptRecord(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getString("provider"),
                AttemptState.valueOf(row.getString("state")),
                Money.rupiah(row.getBigDecimal("fee")),
                directFee == null ? null : Money.rupiah(directFee),
                row.getString("provider_reference"),
                row.getString("reason"),
                row.getString("quotes"),
                row.getObject("started_at", Timestamp.class).toInstant(),
                instant(row, "ended_at"),
                row.getInt("inquiries"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
