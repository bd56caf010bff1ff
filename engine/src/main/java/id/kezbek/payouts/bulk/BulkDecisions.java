package id.kezbek.payouts.bulk;

import id.kezbek.payouts.decision.AsProposed;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of bulk decisions, with one row for each payout. The outcome in a payout's row is written only once. */
@Component
public class BulkDecisions {

    /** The outcome for one payout of an approved decision. */
    public enum Outcome {
        DONE,
        /** The payout had changed since the proposal. */
        SKIPPED,
        /** Errors prevented the decision, so the payout is unchanged. */
        FAILED
    }

    /**
     * @param provider the provider of the attempt to decide. Without such an attempt, the provider of the last attempt;
     *     null if there was no attempt
     * @param tries the number of tries that ended with an error
     * @param outcome null until the payout is decided, skipped or failed
     * @param reason why the payout was skipped or failed
     */
    public record Item(
            int position,
            FrozenPayout frozen,
            PartnerId partner,
            String wallet,
            @Nullable String provider,
            int tries,
            @Nullable Outcome outcome,
            @Nullable String reason) {}

    /**
     * @param approval null until the decision is approved
     * @param endedAt null until all payouts have an outcome
     */
    public record Stored(
            UUID id,
            BulkDecision decision,
            @Nullable UUID approval,
            @Nullable Instant approvedAt,
            @Nullable Instant endedAt,
            List<Item> items) {

        public FrozenPayouts frozen() {
            return new FrozenPayouts(items.stream().map(Item::frozen).toList());
        }

        public int count(@Nullable Outcome outcome) {
            return (int)
                    items.stream().filter(item -> item.outcome() == outcome).count();
        }
    }

    private static final int OPEN_MAX = 100;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    BulkDecisions(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void add(UUID id, BulkDecision decision, FrozenPayouts frozen, Instant now) {
        jdbc.sql("insert into payouts.bulk_decision (id, decision, proposed_at) values (?, ?, ?)")
                .params(id, decision.name(), Timestamp.from(now))
                .update();
        List<FrozenPayout> payouts = frozen.payouts();
        template.batchUpdate(
                """
                insert into payouts.bulk_item (decision, position, payout, attempt, amount, state, payout_reason, attempts)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                IntStream.range(0, payouts.size())
                        .mapToObj(i -> row(id, i + 1, payouts.get(i)))
                        .toList());
    }

    private static @Nullable Object[] row(UUID decision, int position, FrozenPayout frozen) {
        AsProposed proposed = frozen.proposed();
        return new @Nullable Object[] {
            decision,
            position,
            frozen.payout(),
            frozen.attempt(),
            proposed.amount().decimal(),
            proposed.state().name(),
            proposed.reason(),
            proposed.attempts()
        };
    }

    public Optional<Stored> find(UUID id) {
        return jdbc.sql("select id, decision, approval, approved_at, ended_at from payouts.bulk_decision where id = ?")
                .param(id)
                .query((row, n) -> new Stored(
                        id,
                        BulkDecision.valueOf(row.getString("decision")),
                        row.getObject("approval", UUID.class),
                        instant(row, "approved_at"),
                        instant(row, "ended_at"),
                        items(id)))
                .optional();
    }

    private List<Item> items(UUID decision) {
        return jdbc.sql("""
                        select i.position, i.payout, i.attempt, i.amount, i.state, i.payout_reason as reason, i.attempts, i.tries,
                          i.outcome, i.reason as why, p.partner, p.wallet,
                          (select a.provider from payouts.attempt a where a.payout = i.payout
                             and (a.id = i.attempt or i.attempt is null and a.number = i.attempts)) as provider
                        from payouts.bulk_item i join payouts.payout p on p.id = i.payout
                        where i.decision = ? order by i.position""").param(decision).query((row, n) -> item(row)).list();
    }

    /** The approved decisions with payouts that are not decided yet, the oldest first. */
    List<UUID> open() {
        return jdbc.sql("""
                        select id from payouts.bulk_decision where approved_at is not null and ended_at is null
                        order by approved_at limit ?""").param(OPEN_MAX).query(UUID.class).list();
    }

    void approve(UUID id, UUID approval, Instant now) {
        int changed = jdbc.sql("""
                        update payouts.bulk_decision set approval = ?, approved_at = ? where id = ? and approval is null""").params(approval, Timestamp.from(now), id).update();
        if (changed != 1) {
            throw new IllegalStateException("Bulk decision " + Ids.text(id) + " is missing or approved already");
        }
    }

    /**
     * Records the outcome in the caller's transaction. Returns false if another run has already recorded an outcome.
     */
    boolean end(UUID decision, Item item, Outcome outcome, @Nullable String reason, Instant now) {
        return jdbc.sql("""
                                update payouts.bulk_item set outcome = ?, reason = ?, ended_at = ?
                                where decision = ? and position = ? and outcome is null""")
                        .param(outcome.name())
                        .param(reason)
                        .param(Timestamp.from(now))
                        .param(decision)
                        .param(item.position())
                        .update()
                == 1;
    }

    /** Increments the try counter after an error. */
    void tried(UUID decision, Item item) {
        jdbc.sql(
                        "update payouts.bulk_item set tries = tries + 1 where decision = ? and position = ? and outcome is null")
                .params(decision, item.position())
                .update();
    }

    /**
     * Marks the decision as ended. Returns false if payouts still wait, or if another run has already ended the
     * decision.
     */
    boolean end(UUID decision, Instant now) {
        return jdbc.sql("""
                                update payouts.bulk_decision set ended_at = ?
                                where id = ? and ended_at is null and not exists (
                                  select from payouts.bulk_item where decision = bulk_decision.id and outcome is null)""").params(Timestamp.from(now), decision).update() == 1;
    }

    private static Item item(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new Item(
                row.getInt("position"),
                new FrozenPayout(
                        row.getObject("payout", UUID.class), row.getObject("attempt", UUID.class), AsProposed.of(row)),
                new PartnerId(row.getLong("partner")),
                row.getString("wallet"),
                row.getString("provider"),
                row.getInt("tries"),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("why"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
