package id.kezbek.payouts.records;

import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of payouts: claims of due payouts, and transitions that check the expected state. */
@Component
public class Payouts {

    /**
     * A due payout.
     *
     * @param failures the number of this payout's failed or reversed attempts by provider code; routing prefers a
     *     provider with fewer failures. A failed attempt that did not reach the provider is included only if it is the
     *     last attempt. So the next try uses another provider, even before the circuit breaker opens
     */
    public record Due(
            UUID id,
            PartnerId partner,
            Msisdn msisdn,
            String wallet,
            Money amount,
            int attempts,
            int refusals,
            Instant createdAt,
            Instant dueAt,
            Map<String, Integer> failures) {

        /** The same payout, but with another amount. */
        public Due of(Money other) {
            return new Due(id, partner, msisdn, wallet, other, attempts, refusals, createdAt, dueAt, failures);
        }
    }

    /** A payout that is locked for a decision. */
    public record Locked(UUID id, PayoutState state, int attempts, int refusals, Instant dueAt) {}

    /**
     * A payout about which people decide.
     *
     * @param heldFor null unless the payout is HELD
     */
    public record Owed(
            UUID id,
            PartnerId partner,
            String wallet,
            Money amount,
            PayoutState state,
            @Nullable HoldReason heldFor,
            int attempts,
            int refusals,
            Instant dueAt) {

        public Owed of(Money other) {
            return new Owed(id, partner, wallet, other, state, heldFor, attempts, refusals, dueAt);
        }

        /** Whether the amount was taken from the partner's funds and is in the ledger. */
        public boolean isFunded() {
            return heldFor == null || heldFor.isFunded();
        }
    }

    /**
     * The end of a payout's wait for funding.
     *
     * @param isBelowMinimum whether the payout remains held because it is below the wallet's minimum
     */
    public record Release(UUID payout, boolean isBelowMinimum) {}

    private static final String OWED_COLUMNS = """
            select id, partner, wallet, amount, state, reason, attempts, refusals, due_at from payouts.payout
            """;
    private static final String OWED = OWED_COLUMNS + "where id = ?";

    private final JdbcClient jdbc;

    Payouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds to the pipeline a query that locks due payouts and skips locked rows. For each wallet, the payouts that have
     * been due for the longest time come first. Each wallet's share is one index scan with a limit.
     */
    public List<Due> claimDue(Pipeline pipeline, List<ClaimShares.Share> shares, Instant now) {
        List<Due> due = new ArrayList<>();
        if (shares.isEmpty()) {
            return due;
        }
        pipeline.select(
                """
                select p.* from unnest(?::text[], ?::timestamptz[], ?::timestamptz[], ?::int[]) as share (wallet, since, until, most)
                cross join lateral (
                  select id, partner, msisdn, wallet, amount, attempts, refusals, created_at, due_at,
                    case when attempts > 0 then
                      (select array_agg(a.provider) from payouts.attempt a
                       where a.payout = p.id and (a.state = 'REVERSED' or a.state = 'FAILED'
                         and (a.reached or a.number = p.attempts))) end as failed
                  from payouts.payout p
                  where state = 'PENDING' and wallet = share.wallet and due_at >= share.since and due_at <= share.until
                  order by due_at limit share.most
                  for update of p skip locked) as p""",
                Columns.of(shares)
                        .text(ClaimShares.Share::wallet)
                        .timestamp(ClaimShares.Share::since)
                        .timestamp(share -> now)
                        .integer(ClaimShares.Share::most),
                row -> due.add(due(row)));
        return due;
    }

    /** Adds to the pipeline a query that locks payouts in the order of their ids. All code uses this lock order. */
    public Map<UUID, Locked> lock(Pipeline pipeline, Collection<UUID> ids) {
        Map<UUID, Locked> locked = new HashMap<>();
        pipeline.select("""
                select id, state, attempts, refusals, due_at from payouts.payout
                where id = any(?::uuid[]) order by id for update""", Columns.of(List.copyOf(ids)).uuid(id -> id), row -> {
            UUID id = row.getObject(1, UUID.class);
            locked.put(
                    id,
                    new Locked(
                            id,
                            PayoutState.valueOf(row.getString(2)),
                            row.getInt(3),
                            row.getInt(4),
                            row.getObject(5, Timestamp.class).toInstant()));
        });
        return locked;
    }

    public Optional<Owed> find(UUID id) {
        return jdbc.sql(OWED).param(id).query((row, n) -> owed(row)).optional();
    }

    public Optional<Owed> findForUpdate(UUID id) {
        return jdbc.sql(OWED + " for update")
                .param(id)
                .query((row, n) -> owed(row))
                .optional();
    }

    /** Locks payouts in the order of their ids. All code uses this lock order. */
    public List<Owed> lockAll(Collection<UUID> ids) {
        return jdbc.sql(OWED_COLUMNS + "where id = any(?) order by id for update")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> owed(row))
                .list();
    }

    /** Stores the people who decided, together with the change. */
    public void decidedBy(UUID id, String people) {
        jdbc.sql("update payouts.payout set decided_by = ? where id = ?")
                .params(people, id)
                .update();
    }

    /** Changes the amount of a locked payout. */
    public void setAmount(Owed owed, Money amount) {
        int changed = jdbc.sql("update payouts.payout set amount = ? where id = ? and amount = ? and state = ?")
                .params(
                        amount.decimal(),
                        owed.id(),
                        owed.amount().decimal(),
                        owed.state().name())
                .update();
        if (changed != 1) {
            throw new IllegalStateException("Payout " + Ids.text(owed.id()) + " was changed under its lock");
        }
    }

    /** A payout's description for the people who decide: id, amount, masked phone number and wallet. */
    public String inWords(UUID id) {
        return jdbc.sql("select amount, msisdn, wallet from payouts.payout where id = ?")
                .param(id)
                .query((row, n) -> "payout " + Ids.text(id) + " of "
                        + Money.rupiah(row.getBigDecimal(1)).inWords() + " to "
                        + new Msisdn(row.getString(2)).masked() + " (" + row.getString(3) + ")")
                .optional()
                .orElseThrow(Payouts::absent);
    }

    public static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no payout has this id");
    }

    /**
     * Adds transitions to the pipeline. If a payout does not have the expected state, the transaction fails. A payout
     * that is cancelled while it waits for funding was never owed, so its {@code owed_since} becomes infinity.
     */
    public void change(Pipeline pipeline, List<PayoutChange> changes) {
        pipeline.write(
                """
                update payouts.payout p
                set state = c.to_state, reason = c.reason, quotes = c.quotes, attempts = c.attempts,
                    refusals = c.refusals, due_at = c.due_at, ended_at = c.ended_at,
                    owed_since = case when c.to_state = 'CANCELLED' and p.reason = 'FUNDING_SHORT' then 'infinity' else p.owed_since end
                from (select unnest(?::uuid[]) as id, unnest(?::text[]) as from_state,
                  unnest(?::text[]) as to_state, unnest(?::text[]) as reason,
                  unnest(?::jsonb[]) as quotes, unnest(?::int[]) as attempts,
                  unnest(?::int[]) as refusals, unnest(?::timestamptz[]) as due_at,
                  unnest(?::timestamptz[]) as ended_at) as c
                where p.id = c.id and p.state = c.from_state""",
                Columns.of(changes)
                        .uuid(PayoutChange::payout)
                        .text(change -> change.from().name())
                        .text(change -> change.to().name())
                        .text(PayoutChange::reason)
                        .jsonb(PayoutChange::quotes)
                        .integer(PayoutChange::attempts)
                        .integer(PayoutChange::refusals)
                        .timestamp(PayoutChange::dueAt)
                        .timestamp(PayoutChange::endedAt));
    }

    /**
     * Releases payouts that were held because providers were paused, if their wallet has an available provider again.
     * The oldest payouts are released first.
     *
     * @param limit the maximum per wallet, so that no wallet delays another
     */
    public int release(Collection<String> wallets, Instant now, int limit) {
        // PostgreSQL evaluates the array only once. Without the array, PostgreSQL might evaluate the subquery for each
        // row and lock further rows each time.
        return jdbc.sql("""
                        update payouts.payout set state = 'PENDING', reason = null, quotes = null, due_at = ?
                        where state = 'HELD' and id = any(array(
                          select p.id from unnest(?::text[]) as w (code) cross join lateral (
                            select id from payouts.payout
                            where state = 'HELD' and reason = 'PROVIDERS_PAUSED' and wallet = w.code
                            order by id limit ? for update skip locked) as p))""")
                .params(Timestamp.from(now), wallets.toArray(String[]::new), limit)
                .update();
    }

    /**
     * Releases payouts that were held because of their wallet's minimum and now reach it. The query selects by amount,
     * because many payouts may remain held.
     */
    public int releaseFromMinimum(Instant now, int limit) {
        return jdbc.sql("""
                        update payouts.payout set state = 'PENDING', reason = null, due_at = ?
                        where state = 'HELD' and id in (
                          select p.id from payouts.wallet w cross join lateral (
                            select id from payouts.payout
                            where state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM' and wallet = w.code and amount >= w.minimum
                            order by amount limit ? for update skip locked) as p
                          limit ?)""").params(Timestamp.from(now), limit, limit).update();
    }

    /**
     * Finds the oldest payout that waits for funding, for each of the next partners in the order of their ids.
     *
     * @param behind the search starts after this partner
     */
    public List<Owed> oldestHeldForFunding(long behind, int limit) {
        return jdbc.sql("""
                        with recursive oldest as (
                          (select partner, id from payouts.payout
                           where state = 'HELD' and reason = 'FUNDING_SHORT' and partner > ?
                           order by partner, id limit 1)
                          union all
                          select n.partner, n.id from oldest o cross join lateral (
                            select partner, id from payouts.payout
                            where state = 'HELD' and reason = 'FUNDING_SHORT' and partner > o.partner
                            order by partner, id limit 1) as n)
                        """ + OWED_COLUMNS + "where id in (select id from oldest limit ?) order by partner")
                .params(behind, limit)
                .query((row, n) -> owed(row))
                .list();
    }

    /** Locks the payouts that wait for a partner's funding, the oldest first. */
    public List<Owed> lockHeldForFunding(PartnerId partner, int limit) {
        return jdbc.sql(OWED_COLUMNS + """
                        where partner = ? and state = 'HELD' and reason = 'FUNDING_SHORT'
                        order by id limit ? for update""")
                .params(partner.value(), limit)
                .query((row, n) -> owed(row))
                .list();
    }

    /**
     * Adds to the pipeline the release of payouts that were held for funding. Each payout becomes PENDING, or remains
     * HELD if its amount is below the minimum.
     */
    public void releaseFunded(Pipeline pipeline, List<Release> releases, Instant now) {
        pipeline.write(
                """
                update payouts.payout p
                set state = c.to_state, reason = c.reason, due_at = c.due_at, owed_since = c.due_at
                from (select unnest(?::uuid[]) as id, unnest(?::text[]) as to_state, unnest(?::text[]) as reason,
                  unnest(?::timestamptz[]) as due_at) as c
                where p.id = c.id and p.state = 'HELD' and p.reason = 'FUNDING_SHORT'""",
                Columns.of(releases)
                        .uuid(Release::payout)
                        .text(release -> (release.isBelowMinimum() ? PayoutState.HELD : PayoutState.PENDING).name())
                        .text(release -> release.isBelowMinimum() ? HoldReason.BELOW_WALLET_MINIMUM.name() : null)
                        .timestamp(release -> now));
    }

    /** Makes up to {@code limit} pending payouts with this reason due now. */
    public void hurry(String reason, Instant now, int limit) {
        jdbc.sql("""
                        update payouts.payout set due_at = :now
                        where state = 'PENDING' and id in (
                          select p.id from payouts.wallet w cross join lateral (
                            select id from payouts.payout
                            where state = 'PENDING' and wallet = w.code and due_at > :now and reason = :reason
                            order by due_at limit :limit for update skip locked) as p
                          limit :limit)""")
                .param("now", Timestamp.from(now))
                .param("reason", reason)
                .param("limit", limit)
                .update();
    }

    private static Owed owed(ResultSet row) throws SQLException {
        PayoutState state = PayoutState.valueOf(row.getString("state"));
        return new Owed(
                row.getObject("id", UUID.class),
                new PartnerId(row.getLong("partner")),
                row.getString("wallet"),
                Money.rupiah(row.getBigDecimal("amount")),
                state,
                // An unknown reason must fail here, because the reason decides whether money was taken.
                state == PayoutState.HELD ? HoldReason.valueOf(row.getString("reason")) : null,
                row.getInt("attempts"),
                row.getInt("refusals"),
                row.getObject("due_at", Timestamp.class).toInstant());
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("id", UUID.class),
                new PartnerId(row.getLong("partner")),
                Msisdn.ofKept(row.getString("msisdn")),
                row.getString("wallet"),
                Money.rupiah(row.getBigDecimal("amount")),
                row.getInt("attempts"),
                row.getInt("refusals"),
                row.getObject("created_at", Timestamp.class).toInstant(),
                row.getObject("due_at", Timestamp.class).toInstant(),
                failures(row));
    }

    private static Map<String, Integer> failures(ResultSet row) throws SQLException {
        Map<String, Integer> failures = new HashMap<>();
        var array = row.getArray("failed");
        if (array != null) {
            Arrays.stream((String[]) array.getArray()).forEach(provider -> failures.merge(provider, 1, Integer::sum));
        }
        return failures;
    }
}
