package id.kezbek.payouts.reading;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutRecord.AttemptRecord;
import id.kezbek.payouts.reading.PayoutRecord.ItemRecord;
import id.kezbek.payouts.reading.PayoutRecord.PartRecord;
import id.kezbek.payouts.records.AttemptState;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads rows of payouts and completes them with their items, attempts and parts. */
@Component
class PayoutRows {

    static final String COLUMNS =
            "id, partner, msisdn, wallet, amount, state, reason, quotes, due_at, created_at, ended_at";

    /** A payout's row, without items, attempts and parts. */
    record Bare(
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

        private PayoutRecord with(List<ItemRecord> items, List<AttemptRecord> attempts, List<PartRecord> parts) {
            return new PayoutRecord(
                    id, partner, msisdn, wallet, amount, state, reason, quotes, dueAt, createdAt, endedAt, items,
                    attempts, parts);
        }
    }

    private final JdbcClient jdbc;

    PayoutRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The complete payouts, in the order of the rows. */
    List<PayoutRecord> complete(List<Bare> payouts) {
        if (payouts.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = payouts.stream().map(Bare::id).toList();
        Map<UUID, List<ItemRecord>> items = items(ids);
        Map<UUID, List<AttemptRecord>> attempts = attempts(ids);
        Map<UUID, List<PartRecord>> parts = parts(items);
        return payouts.stream()
                .map(payout -> payout.with(
                        items.getOrDefault(payout.id(), List.of()),
                        attempts.getOrDefault(payout.id(), List.of()),
                        parts.getOrDefault(payout.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<PartRecord>> parts(Map<UUID, List<ItemRecord>> items) {
        List<UUID> split = items.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(item -> item.kind().equals("SPLIT")))
                .map(Map.Entry::getKey)
                .toList();
        if (split.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select distinct split.payout, p.id, p.state, p.amount from payouts.item split
                        join payouts.item i on i.purchase = split.purchase and i.amount > 0
                        """ + PayoutItems.THAT_PAY_PURCHASES + """
                        join payouts.payout p on p.id = i.payout
                        where split.payout = any(?) and split.kind = 'SPLIT' and p.id <> split.payout
                        """ + PayoutItems.NOT_COLLECTED_AWAY + "order by p.id")
                .param(split.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new PartRecord(
                                row.getObject(2, UUID.class),
                                PayoutState.valueOf(row.getString(3)),
                                Money.rupiah(row.getBigDecimal(4)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private Map<UUID, List<ItemRecord>> items(Collection<UUID> payouts) {
        return jdbc
                .sql("""
                        select payout, kind, purchase, reference, amount from payouts.item
                        where payout = any(:payouts) order by payout, position""")
                .param("payouts", payouts.toArray(UUID[]::new))
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
                        from payouts.attempt where payout = any(:payouts) order by payout, number""")
                .param("payouts", payouts.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(row.getObject("payout", UUID.class), attempt(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** @param row a row with {@link #COLUMNS} */
    static Bare bare(ResultSet row) throws SQLException {
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
