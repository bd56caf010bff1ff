package id.kezbek.payouts.records;

import id.kezbek.shared.Masking;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of attempts. A payout has at most one open attempt. Each transition checks the previous state. */
@Component
public class Attempts {

    /**
     * An attempt that is read before its result is decided.
     *
     * @param isAccepted whether the attempt is {@code UNKNOWN} and its provider has accepted the order
     * @param nextFee the fee in the best quote of another provider; null if there is none
     * @param anotherPaid whether another attempt of the payout has succeeded and was not reversed
     * @param withoutPermit how many attempts of the payout were not sent because no permit for a call was free
     */
    public record Recorded(
            UUID id,
            UUID payout,
            AttemptState state,
            boolean isAccepted,
            String provider,
            PartnerId partner,
            Msisdn msisdn,
            String wallet,
            Money amount,
            Money fee,
            @Nullable Money directFee,
            @Nullable Money nextFee,
            Instant startedAt,
            @Nullable Instant nextInquiryAt,
            boolean anotherPaid,
            int withoutPermit,
            String references) {

        /**
         * The partner's references of the purchases, for logs. A reference that looks like a phone number or an e-mail
         * address is masked.
         */
        public String maskedReferences() {
            return references.lines().map(Masking::masked).collect(Collectors.joining(" "));
        }
    }

    /**
     * An attempt for which an inquiry is due.
     *
     * @param asked the number of inquiries in the current state
     * @param endedAt null if the result is unknown
     * @param isContradicted whether an open callback contradicts the result of an ended attempt
     */
    public record Unresolved(
            UUID id,
            UUID payout,
            String provider,
            AttemptState state,
            Instant leaseUntil,
            int asked,
            @Nullable Instant endedAt,
            boolean isContradicted) {}

    /** The payout and the state of an attempt, read without a lock. */
    public record Standing(UUID id, UUID payout, AttemptState state, String provider, Money amount) {}

    /** The reason of an {@code UNKNOWN} attempt if the provider has accepted its order. */
    public static final String ACCEPTED = "ACCEPTED";

    /**
     * An SQL condition: the callback {@code c} about the attempt {@code told} is open. The attempt has no result yet,
     * or its result contradicts the callback. After a reversal, no callback is open.
     */
    public static final String CALLBACK_IS_OPEN = """
            c.verdict in ('ACCEPTED', 'ASKED', 'FOR_PEOPLE', 'CONTRADICTED') and told.state <> 'REVERSED'
              and (told.state not in ('SUCCEEDED', 'FAILED') or (c.status = 'SUCCESS') <> (told.state = 'SUCCEEDED'))""";

    /**
     * An inquiry that a callback caused gets a due time that is this long before now, so it comes before most other
     * inquiries. Inquiries that are overdue for longer still come first, so callbacks cannot block them.
     */
    private static final Duration HEAD_START = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    Attempts(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * Adds the inserts of attempts to the pipeline. After the pipeline has run, the set contains the ids of the
     * recorded attempts. Attempts that are missing in the set conflicted with an unresolved attempt that has the same
     * exclusive key.
     */
    public Set<UUID> start(Pipeline pipeline, List<Attempt> attempts) {
        Set<UUID> started = new HashSet<>();
        if (attempts.isEmpty()) {
            return started;
        }
        pipeline.select(
                """
                insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, direct_fee,
                  state, lease_until, quotes, started_at, exclusive_key)
                select id, payout, number, provider, partner, msisdn, wallet, amount, fee, direct_fee::numeric,
                  'SENDING', lease_until, quotes, started_at, exclusive_key
                from (select unnest(?::uuid[]) as id, unnest(?::uuid[]) as payout, unnest(?::int[]) as number,
                  unnest(?::text[]) as provider, unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn,
                  unnest(?::text[]) as wallet, unnest(?::numeric[]) as amount, unnest(?::numeric[]) as fee,
                  unnest(?::text[]) as direct_fee, unnest(?::timestamptz[]) as lease_until,
                  unnest(?::jsonb[]) as quotes, unnest(?::timestamptz[]) as started_at,
                  unnest(?::text[]) as exclusive_key) as a
                on conflict (provider, exclusive_key) where exclusive_key is not null and state in ('SENDING', 'UNKNOWN')
                  do nothing
                returning id""",
                Columns.of(attempts)
                        .uuid(Attempt::id)
                        .uuid(Attempt::payout)
                        .integer(Attempt::number)
                        .text(Attempt::provider)
                        .bigint(attempt -> attempt.partner().value())
                        .text(attempt -> attempt.msisdn().digits())
                        .text(Attempt::wallet)
                        .money(Attempt::amount)
                        .money(Attempt::fee)
                        .text(attempt -> plain(attempt.directFee()))
                        .timestamp(Attempt::leaseUntil)
                        .jsonb(Attempt::quotes)
                        .timestamp(Attempt::startedAt)
                        .text(Attempt::exclusiveKey),
                row -> started.add(row.getObject(1, UUID.class)));
        return started;
    }

    /**
     * Adds to the pipeline a query that reads and locks attempts. The pipeline must lock the payouts of the attempts
     * first.
     */
    public Map<UUID, Recorded> read(Pipeline pipeline, Collection<UUID> ids) {
        Map<UUID, Recorded> recorded = new HashMap<>();
        pipeline.select("""
                select id, payout, state, reason, provider, partner, msisdn, wallet, amount, fee, direct_fee,
                  (case when quotes -> 0 ->> 'provider' = provider then quotes -> 1 else quotes -> 0 end ->> 'fee')::numeric
                    as next_fee, started_at, next_inquiry_at,
                  exists (select from payouts.attempt o
                          where o.payout = a.payout and o.id <> a.id and o.state = 'SUCCEEDED') as another_paid,
                  case when number > 1 then (select count(*) from payouts.attempt o
                    where o.payout = a.payout and o.state = 'FAILED' and o.reason = 'RATE_LIMITED') else 0 end as without_permit,
                  (select string_agg(i.reference, chr(10) order by i.position) from payouts.item i
                   where i.payout = a.payout) as item_references
                from payouts.attempt a where id = any(?::uuid[]) order by id for update""", Columns.of(List.copyOf(ids)).uuid(id -> id), row -> {
            Recorded attempt = recorded(row);
            recorded.put(attempt.id(), attempt);
        });
        return recorded;
    }

    /** Adds transitions to the pipeline. If an attempt does not have the expected state, the transaction fails. */
    public void change(Pipeline pipeline, List<AttemptChange> changes) {
        pipeline.write(
                """
                update payouts.attempt a
                set state = c.to_state, provider_reference = coalesce(c.provider_reference, a.provider_reference),
                    reason = c.reason, reached = c.reached, ended_at = c.ended_at, next_inquiry_at = c.next_inquiry_at,
                    late_checks = 0
                from (select unnest(?::uuid[]) as id, unnest(?::text[]) as from_state,
                  unnest(?::text[]) as to_state, unnest(?::text[]) as provider_reference,
                  unnest(?::text[]) as reason, unnest(?::text[])::boolean as reached,
                  unnest(?::timestamptz[]) as ended_at,
                  unnest(?::timestamptz[]) as next_inquiry_at) as c
                where a.id = c.id and a.state = c.from_state""",
                Columns.of(changes)
                        .uuid(AttemptChange::attempt)
                        .text(change -> change.from().name())
                        .text(change -> change.to().name())
                        .text(AttemptChange::providerReference)
                        .text(AttemptChange::reason)
                        .text(change -> Boolean.toString(change.reached()))
                        .timestamp(AttemptChange::endedAt)
                        .timestamp(AttemptChange::nextInquiryAt));
    }

    public Optional<Standing> standing(UUID id) {
        return jdbc.sql("select id, payout, state, provider, amount from payouts.attempt where id = ?")
                .param(id)
                .query((row, n) -> new Standing(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        AttemptState.valueOf(row.getString(3)),
                        row.getString(4),
                        Money.rupiah(row.getBigDecimal(5))))
                .optional();
    }

    /** Whether an attempt of this payout is still open. */
    public boolean hasOpen(UUID payout) {
        return jdbc.sql("""
                        select exists (select from payouts.attempt
                                       where payout = ? and state in ('SENDING', 'UNKNOWN'))""").param(payout).query(Boolean.class).single();
    }

    /** Stores the people who decided, together with the result. */
    public void decidedBy(UUID id, String people) {
        jdbc.sql("update payouts.attempt set decided_by = ? where id = ?")
                .params(people, id)
                .update();
    }

    /**
     * Attempts that are still SENDING although their lease ended before {@code before}. Their process has died, hangs,
     * or could not record the result.
     */
    public List<Unresolved> abandoned(Instant before, int limit) {
        return jdbc.sql("""
                        select id, payout, provider, state, lease_until, inquiries as asked from payouts.attempt
                        where state = 'SENDING' and lease_until < ?
                        order by lease_until limit ?""")
                .params(Timestamp.from(before), limit)
                .query((row, n) -> unresolved(row))
                .list();
    }

    /**
     * Locks unknown attempts with a due inquiry, and skips rows that other transactions have locked. Selects attempts
     * separately for each provider, so that attempts at a provider without inquiry do not delay other attempts.
     */
    public List<Unresolved> lockUnknown(Collection<String> providers, Instant now, int limit) {
        return jdbc.sql("""
                        select a.* from unnest(?::text[]) as p (code) cross join lateral (
                          select id, payout, provider, state, lease_until, inquiries as asked, next_inquiry_at
                          from payouts.attempt
                          where state = 'UNKNOWN' and provider = p.code and next_inquiry_at <= ?
                          order by next_inquiry_at limit ? for update skip locked) as a
                        order by a.next_inquiry_at limit ?""")
                .params(providers.toArray(String[]::new), Timestamp.from(now), limit, limit)
                .query((row, n) -> unresolved(row))
                .list();
    }

    /** Like {@link #lockUnknown}, but for ended attempts. */
    public List<Unresolved> lockEnded(Collection<String> providers, Instant now, int limit) {
        return jdbc.sql("""
                        select told.*, exists (select from payouts.callback c where c.attempt = told.id and
                        """ + CALLBACK_IS_OPEN + """
                        ) as is_contradicted
                        from unnest(?::text[]) as p (code) cross join lateral (
                          select id, payout, provider, state, lease_until, late_checks as asked, next_inquiry_at,
                            coalesce(ended_at, started_at) as ended_at
                          from payouts.attempt
                          where state in ('FAILED', 'SUCCEEDED') and provider = p.code and next_inquiry_at <= ?
                          order by next_inquiry_at limit ? for update skip locked) as told
                        order by told.next_inquiry_at limit ?""")
                .params(providers.toArray(String[]::new), Timestamp.from(now), limit, limit)
                .query((row, n) ->
                        unresolved(row, row.getTimestamp("ended_at").toInstant(), row.getBoolean("is_contradicted")))
                .list();
    }

    /** Increments the inquiry counter of these unknown attempts and schedules the next inquiry for each of them. */
    public void askNext(List<Unresolved> asked, Function<Unresolved, @Nullable Instant> next) {
        writeNext("inquiries", asked, next);
    }

    /** Like {@link #askNext}, but for ended attempts. */
    public void checkNext(List<Unresolved> asked, Function<Unresolved, @Nullable Instant> next) {
        writeNext("late_checks", asked, next);
    }

    private void writeNext(String counter, List<Unresolved> asked, Function<Unresolved, @Nullable Instant> next) {
        new Pipeline()
                .write(
                        """
                        update payouts.attempt a set next_inquiry_at = n.at, %1$s = a.%1$s + 1
                        from (select unnest(?::uuid[]) as id, unnest(?::timestamptz[]) as at) as n
                        where a.id = n.id""".formatted(counter),
                        Columns.of(asked).uuid(Unresolved::id).timestamp(next))
                .run(template);
    }

    /**
     * Makes an inquiry about an attempt due now, ahead of the inquiries that became due in the last minutes.
     *
     * @return whether the attempt is still in this state
     */
    public boolean askNow(UUID id, AttemptState state, Instant now) {
        return jdbc.sql("""
                        update payouts.attempt
                        set next_inquiry_at = least(next_inquiry_at, ?), late_checks = case when state = 'UNKNOWN' then late_checks else 0 end
                        where id = ? and state = ? and state in ('UNKNOWN', 'FAILED', 'SUCCEEDED')""")
                        .params(Timestamp.from(now.minus(HEAD_START)), id, state.name())
                        .update()
                == 1;
    }

    /**
     * Moves the next inquiry about an ended attempt to an earlier time, because the provider has just contradicted a
     * callback.
     */
    public void askSoon(UUID id, Instant at) {
        jdbc.sql("""
                        update payouts.attempt set next_inquiry_at = least(next_inquiry_at, ?), late_checks = 1
                        where id = ? and state in ('FAILED', 'SUCCEEDED')""").params(Timestamp.from(at), id).update();
    }

    /** Schedules another inquiry about an ended attempt, because the last inquiry got no answer. */
    public void checkAgain(Unresolved asked, Instant at) {
        jdbc.sql("""
                        update payouts.attempt set next_inquiry_at = ?, late_checks = greatest(late_checks - 1, 0)
                        where id = ? and state = ?""")
                .params(Timestamp.from(at), asked.id(), asked.state().name())
                .update();
    }

    private static Unresolved unresolved(ResultSet row) throws SQLException {
        return unresolved(row, null, false);
    }

    private static Unresolved unresolved(ResultSet row, @Nullable Instant endedAt, boolean isContradicted)
            throws SQLException {
        return new Unresolved(
                row.getObject("id", UUID.class),
                row.getObject("payout", UUID.class),
                row.getString("provider"),
                AttemptState.valueOf(row.getString("state")),
                row.getObject("lease_until", Timestamp.class).toInstant(),
                row.getInt("asked"),
                endedAt,
                isContradicted);
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        AttemptState state = AttemptState.valueOf(row.getString("state"));
        Timestamp nextInquiryAt = row.getTimestamp("next_inquiry_at");
        return new Recorded(
                row.getObject("id", UUID.class),
                row.getObject("payout", UUID.class),
                state,
                state == AttemptState.UNKNOWN && ACCEPTED.equals(row.getString("reason")),
                row.getString("provider"),
                new PartnerId(row.getLong("partner")),
                new Msisdn(row.getString("msisdn")),
                row.getString("wallet"),
                Money.rupiah(row.getBigDecimal("amount")),
                Money.rupiah(row.getBigDecimal("fee")),
                optional(row.getBigDecimal("direct_fee")),
                optional(row.getBigDecimal("next_fee")),
                row.getObject("started_at", Timestamp.class).toInstant(),
                nextInquiryAt == null ? null : nextInquiryAt.toInstant(),
                row.getBoolean("another_paid"),
                row.getInt("without_permit"),
                row.getString("item_references"));
    }

    private static @Nullable Money optional(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.rupiah(amount);
    }

    private static @Nullable String plain(@Nullable Money money) {
        return money == null ? null : money.decimal().toPlainString();
    }
}
