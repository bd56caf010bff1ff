package id.kezbek.trials.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Writes three months of history directly into the tables: purchases, payouts, ledger and roll-ups. */
final class PagesHistory {

    private static final int DAYS = 90;
    private static final int CUSTOMERS = 20_000;

    /** An id starts with its time, like the engine's ids. */
    private static final String ID = "(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')"
            + " || substr(md5(n || '%s'), 1, 20))::uuid";

    private static final String FILL = """
            create temporary table history as
            select n, at, %s as id, %s as payout, %s as attempt, p.id as partner, p.code,
              '6281' || lpad(((n::bigint * 7919) %% %d)::text, 9, '0') as msisdn, 'HISTORY-' || n as reference,
              (array['LSAJA', 'GPAID', 'JOSVO'])[1 + n %% 3] as wallet,
              (array['MTRANS', 'GOPAIDH2H', 'XENIT'])[1 + n %% 3] as provider,
              (array[500, 400, 450])[1 + n %% 3]::numeric as fee, (array[750, 400, 700])[1 + n %% 3]::numeric as direct_fee,
              (75000 * (1 + n %% 40))::numeric as amount, (750 * (1 + n %% 40))::numeric as cashback,
              (array['BRONZE', 'SILVER', 'GOLD', 'PLATINUM'])[1 + n %% 4] as tier
            from (select n, now() - ((%d - n) * interval '%d days' / %d) as at from generate_series(1, %d) as n) as times
            cross join lateral (select id, code from partners.partner order by id offset n %% 4 limit 1) as p""";

    private static final List<String> WRITE = List.of(
            """
            insert into cashback.reference (partner, reference, fingerprint, purchase)
            select partner, reference, decode(md5(reference), 'hex'), id from history""",
            """
            insert into cashback.purchase (id, partner, reference, msisdn, wallet, quantity, amount, cashback, reward, rule,
              rule_version, tier_before, tier, recurring, entry, trace, accepted_at)
            select id, partner, reference, msisdn, wallet, 1 + n % 3, amount, cashback, 0, 1 + n % 6, 1, tier, tier, 2, 1,
              '{"percent":1.0000,"uncapped":750.00,"cap":1000000.00,"rounding":"DOWN_TO_WHOLE_RUPIAH"}', at
            from history""",
            """
            insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
            select distinct on (partner, msisdn) partner, msisdn, tier, 2, 1, current_date + 30 from history
            on conflict do nothing""",
            """
            insert into loyalty.journey (partner, msisdn, entry, cause, to_tier, expires_on, at)
            select partner, msisdn, 1, 'JOINED', tier, expires_on, now() from loyalty.member
            on conflict do nothing""",
            """
            insert into payouts.payout (id, partner, msisdn, wallet, amount, state, attempts, due_at, created_at, ended_at)
            select payout, partner, msisdn, wallet, cashback, 'PAID', 1, at, at, at + interval '1 second' from history""",
            """
            insert into payouts.item (payout, position, kind, purchase, reference, amount)
            select payout, 0, 'PURCHASE', id, reference, cashback from history""",
            """
            insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, direct_fee, state,
              lease_until, quotes, provider_reference, started_at, ended_at)
            select attempt, payout, 1, provider, partner, msisdn, wallet, cashback, fee, direct_fee, 'SUCCEEDED', at,
              jsonb_build_array(jsonb_build_object('provider', provider, 'fee', fee, 'verdict', 'CHOSEN', 'reason', 'BEST'),
                jsonb_build_object('provider', 'OTHER', 'fee', direct_fee, 'verdict', 'DEARER', 'reason', 'DEARER')),
              'HISTORY-' || n, at, at + interval '1 second'
            from history""",
            """
            insert into ledger.account (kind, owner, currency)
            select 'CUSTOMER_PAYABLE', '', 'IDR'
            union select 'FUNDING', code, 'IDR' from history union select 'FLOAT', provider, 'IDR' from history
            union select 'FEES', provider, 'IDR' from history
            on conflict do nothing""",
            lines("ACCEPT", "id", "cashback", "FUNDING", "h.code", "CUSTOMER_PAYABLE", "''"),
            lines("SETTLE", "attempt", "cashback", "CUSTOMER_PAYABLE", "''", "FLOAT", "h.provider"),
            lines("PROVIDER_FEE", "attempt", "fee", "FEES", "h.provider", "FLOAT", "h.provider"),
            """
            insert into reporting.purchase_hour (copy, hour, partner, rule, rule_version, wallet, tier, purchases, quantity, amount,
              cashback, reward, held, new_customers)
            select 1, date_trunc('hour', at), partner, 1 + n % 6, 1, wallet, tier, count(*), sum(1 + n % 3), sum(amount),
              sum(cashback), 0, 0, 0
            from history group by 2, 3, 4, 6, 7
            on conflict do nothing""",
            """
            insert into reporting.payout_hour (copy, hour, partner, provider, wallet, outcome, payouts, amount, fee, saved_on_direct,
              saved_on_next)
            select 1, date_trunc('hour', at), partner, provider, wallet, 'PAID', count(*), sum(cashback), sum(fee),
              sum(direct_fee - fee), sum(direct_fee - fee)
            from history group by 2, 3, 4, 5
            on conflict do nothing""",
            """
            insert into reporting.account_day as t (copy, day, account, owner, movement, amount)
            select 1, (l.at at time zone 'Asia/Jakarta')::date, a.kind, a.owner, l.kind, sum(l.amount)
            from ledger.line l join ledger.account a on a.id = l.account where l.kind in ('ACCEPT', 'SETTLE', 'PROVIDER_FEE')
            group by 2, 3, 4, 5 on conflict do nothing""",
            """
            insert into reconciliation.file (id, provider, profile, profile_version, sha256, store_key, bytes, from_day, to_day, state,
              complete, has_fees, lines, rejected, total, received_by, received_at, matched_at)
            select gen_random_uuid(), provider, provider, 1, sha256((provider || day)::bytea), '-', 1, day, day, 'LOADED', true,
              true, lines, 0, 0, 'bench', now(), now()
            from (select provider, (at at time zone 'Asia/Jakarta')::date as day, count(*) as lines from history group by 1, 2) d""",
            """
            insert into reconciliation.line (file, number, part, kind, our_reference, first_attempt, last_attempt, provider_reference,
              msisdn, wallet, amount, at, day)
            select l.file, l.number, part, kind, 'H-' || n, attempt, attempt, 'HISTORY-' || n, msisdn, wallet, -movement, at, day
            from (select h.*, f.id as file, f.from_day as day, row_number() over (partition by f.id order by n) as number
                  from history h join reconciliation.file f
                    on f.provider = h.provider and f.from_day = (h.at at time zone 'Asia/Jakarta')::date) l
            cross join lateral (values (0, 'PAYMENT', cashback), (1, 'FEE', fee)) as row (part, kind, movement)""",
            // One of 500 fees has no match.
            """
            insert into reconciliation.match (file, number, part, attempt, role, step, matched_at)
            select file, number, part, first_attempt, kind, 1, at from reconciliation.line
            where kind = 'PAYMENT' or number % 500 <> 0""",
            """
            insert into reconciliation.break (provider, kind, subject, file, number, part, day, difference, state, priority, due, opened_at)
            select f.provider, 'UNKNOWN_MOVEMENT', l.file || ':' || l.number || ':' || l.part, l.file, l.number, l.part, l.day,
              l.amount, 'OPEN', 2, l.day + 7, l.at
            from reconciliation.line l join reconciliation.file f on f.id = l.file where l.kind = 'FEE' and l.number % 500 = 0""",
            """
            insert into billing.invoice_terms (partner, effective_from, version, terms, decided_by, decided_at)
            select partner, '2020-01-01', 1, jsonb_build_object('partner', code, 'effectiveFrom', '2020-01', 'fee', 'FLAT',
                'perPayout', 100, 'tiers', '[]'::jsonb, 'minimum', 0, 'passesProviderFees', true, 'chargesPpn', false,
                'withholdsPph23', false, 'legalName', 'PT ' || code, 'address', 'Jakarta', 'npwp', '0123456789012345',
                'idtku', '0123456789012345000000', 'language', 'id', 'dueDays', 30), 'bench', now()
            from (select distinct partner, code from history) p on conflict do nothing""",
            """
            insert into reconciliation.break (provider, kind, subject, attempt, day, difference, state, priority, due, opened_at)
            select provider, (array['AMOUNT', 'FEE', 'MISSING', 'DUPLICATE_LINE'])[1 + n / 50 % 4], attempt::text, attempt,
              (at at time zone 'Asia/Jakarta')::date, 1 + n % 5000, (array['OPEN', 'EXPLAINED', 'RESOLVED'])[1 + n / 50 % 3], 2,
              at::date + 7, at
            from history where n % 50 = 0""");

    private static final List<String> TABLES = List.of(
            "cashback.reference",
            "cashback.purchase",
            "loyalty.member",
            "payouts.payout",
            "payouts.item",
            "payouts.attempt",
            "ledger.line",
            "reporting.purchase_hour",
            "reporting.payout_hour",
            "reporting.account_day",
            "reconciliation.break",
            "reconciliation.file",
            "reconciliation.line",
            "reconciliation.match");

    private PagesHistory() {}

    /**
     * @param database a connection of the owner of the tables
     */
    static void write(Connection database, long purchases) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(String.format(
                    Locale.ROOT,
                    FILL,
                    String.format(Locale.ROOT, ID, "purchase"),
                    String.format(Locale.ROOT, ID, "payout"),
                    String.format(Locale.ROOT, ID, "attempt"),
                    CUSTOMERS,
                    purchases,
                    DAYS,
                    purchases,
                    purchases));
            for (String sql : WRITE) {
                statement.execute(sql);
            }
            for (String table : TABLES) {
                statement.execute("vacuum analyze " + table);
            }
        }
    }

    /** The two lines of a movement for each purchase. */
    private static String lines(
            String kind,
            String subject,
            String amount,
            String debit,
            String debitOwner,
            String credit,
            String creditOwner) {
        return """
                insert into ledger.line (movement, position, account, amount, kind, subject, at)
                select m.movement, side.position, a.id, side.sign * %2$s, '%1$s', h.%3$s, h.at
                from history h
                cross join lateral (select (substr(h.%3$s::text, 1, 13) || '-7' || substr(md5(h.n || '%1$s'), 1, 3) || '-'
                  || substr(md5(h.n || '%1$s'), 4, 4) || '-' || substr(md5(h.n || '%1$s'), 8, 12))::uuid as movement) as m
                cross join lateral (values (0, 1, '%4$s', %5$s), (1, -1, '%6$s', %7$s)) as side (position, sign, kind, owner)
                join ledger.account a on a.kind = side.kind and a.owner = side.owner""".formatted(kind, "h." + amount, subject, debit, debitOwner, credit, creditOwner);
    }
}
