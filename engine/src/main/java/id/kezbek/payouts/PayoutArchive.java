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
     * Which payouts, oldest first.
     *
     * @param after the last payout of the page before
     */
    public record Page(
            @Nullable PayoutState state,
            @Nullable PartnerId partner,
            @Nullable UUID after,
            int limit) {}

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

    private final JdbcClient jdbc;

    PayoutArchive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<PayoutRecord> page(Page page) {
        // Only the conditions that are asked for, so that each form of the question has a plan of its own.
        StringBuilder sql = new StringBuilder("select " + COLUMNS + " from payouts.payout where true");
        if (page.state() != null) {
            sql.append(" and state = :state");
        }
        if (page.partner() != null) {
            sql.append(" and partner = :partner");
        }
        if (page.after() != null) {
            sql.append(" and id > :after");
        }
        var question = jdbc.sql(sql.append(" order by id limit :limit").toString())
                .param("state", page.state() == null ? null : page.state().name())
                .param("partner", page.partner() == null ? null : page.partner().value())
                .param("after", page.after())
                .param("limit", page.limit());
        return complete(question.query((row, n) -> bare(row)).list());
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
                new Msisdn(row.getString("msisdn")),
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
