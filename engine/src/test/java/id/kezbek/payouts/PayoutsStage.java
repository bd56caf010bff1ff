package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.SqlIds;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets the stage of a payout test, and looks at what is recorded and what the providers have booked. */
public final class PayoutsStage {

    public record AttemptRow(UUID id, int number, String provider, AttemptState state, String reason) {}

    private static final AtomicInteger CUSTOMER = new AtomicInteger();

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final DataVersions versions;
    private final PayoutOrders orders;
    private final Ledger ledger;
    private final Ids ids;
    private final CircuitBreakerRegistry breakers;

    PayoutsStage(
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            DataVersions versions,
            RoutingSettings settings,
            PayoutOrders orders,
            Ledger ledger,
            Ids ids,
            CircuitBreakerRegistry breakers) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
        this.versions = versions;
        this.orders = orders;
        this.ledger = ledger;
        this.ids = ids;
        this.breakers = breakers;
        transactions.executeWithoutResult(status -> furnish(settings));
    }

    /** The sandbox's own table of fees. */
    private void furnish(RoutingSettings settings) {
        Money least = Money.rupiah(1);
        Money most = Money.rupiah(2_000_000);
        settings.addWallets(List.of(
                new Wallets.Wallet("LSAJA", "LinkSaja", least, most),
                new Wallets.Wallet("GPAID", "GoPaid", least, most),
                new Wallets.Wallet("JOSVO", "Josvo", least, most),
                new Wallets.Wallet("DANA", "DANA", least, most)));
        List.of("LSAJAH2H", "GOPAIDH2H", "JOSVOH2H", "MTRANS", "XENIT", "XENDIT")
                .forEach(code -> settings.addProvider(code, code));
        settings.addFees(List.of(
                fee("LSAJAH2H", "LSAJA", 750),
                fee("MTRANS", "LSAJA", 500),
                fee("XENIT", "LSAJA", 650),
                fee("GOPAIDH2H", "GPAID", 400),
                fee("MTRANS", "GPAID", 600),
                fee("XENIT", "GPAID", 550),
                fee("JOSVOH2H", "JOSVO", 700),
                fee("MTRANS", "JOSVO", 650),
                fee("XENIT", "JOSVO", 450),
                fee("XENDIT", "DANA", 2_775)));
        long unused = partner("LAJADA");
    }

    /** Adds a prepaid partner without funds, and returns its id. */
    public long partner(String code) {
        long id = jdbc.sql("""
                insert into partners.partner (code, company, email, msisdn, officer, address, state, funding_mode, created_at)
                values (:code, :code, :code || '@b.id', '6281' || abs(hashtext(:code)), 'O', 'A', 'ACTIVE', 'PREPAID', now()) returning id""").param("code", code).query(Long.class).single();
        versions.raise("partners");
        return id;
    }

    private static RoutingSettings.Fee fee(String provider, String wallet, long fee) {
        return new RoutingSettings.Fee(
                provider,
                wallet,
                Instant.EPOCH,
                Money.rupiah(fee),
                Money.rupiah(1),
                Money.rupiah(2_000_000),
                provider.endsWith("H2H"));
    }

    /** A customer that no other test knows. */
    public Msisdn customer() {
        return new Msisdn("62811" + (7_000_000 + CUSTOMER.incrementAndGet()));
    }

    /** Orders a payout, due at once. */
    public UUID order(Msisdn customer, String wallet, long rupiah) {
        UUID id = ids.next();
        PayoutOrder order = new PayoutOrder(
                id,
                new PartnerId(1),
                customer,
                wallet,
                List.of(new PayoutOrder.Item(ids.next(), "REF-1", Money.rupiah(rupiah))),
                true,
                PayoutsWorld.CLOCK.instant());
        transactions.executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            orders.place(pipeline, List.of(order));
            pipeline.run(template);
        });
        return id;
    }

    /** Records payouts of one customer as paid without any of it having happened, all newer than what was ordered. */
    void orderPaidOnes(int count) {
        jdbc.sql("""
                insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at, ended_at)
                select %s, 1, ?, 'JOSVO', 1, 'PAID', now(), now(), now()
                from generate_series(1, ?)""".formatted(SqlIds.version7("clock_timestamp() + make_interval(secs => ?)")))
                .params(
                        Duration.between(Instant.now(), newestId())
                                .plusMinutes(1)
                                .toSeconds(),
                        customer().digits(),
                        count)
                .update();
    }

    /** Ids never go back, so they are ahead of a clock that another test turned and reset. */
    private Instant newestId() {
        return Instant.ofEpochMilli(ids.next().getMostSignificantBits() >>> 16);
    }

    public void faults(String provider, String json) {
        SandboxFaults.set(PayoutsWorld.providers().url(), provider, json);
    }

    public void noFaults() {
        List.of("LSAJAH2H", "GOPAIDH2H", "JOSVOH2H", "MTRANS", "XENIT").forEach(code -> faults(code, "{}"));
    }

    public void pause(String provider, boolean paused) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update payouts.provider set paused = ? where code = ?")
                    .params(paused, provider)
                    .update();
            versions.raise("routing");
        });
    }

    /** Puts a payout into the state in which a process that died while sending leaves it. */
    public UUID abandonWhileSending(UUID payout, String provider, Instant leaseUntil) {
        UUID attempt = ids.next();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update payouts.payout set state = 'IN_FLIGHT', attempts = 1 where id = ? and state = 'PENDING'")
                    .param(payout)
                    .update();
            jdbc.sql("""
                    insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, state,
                      lease_until, quotes, started_at)
                    select ?, id, 1, ?, partner, msisdn, wallet, amount, 500, 'SENDING', ?, '[]', created_at
                    from payouts.payout where id = ?""")
                    .params(attempt, provider, java.sql.Timestamp.from(leaseUntil), payout)
                    .update();
            jdbc.sql("""
                    update payouts.provider_float set available = available - (
                      select amount + fee from payouts.attempt where id = ?) where provider = ?""").params(attempt, provider).update();
        });
        return attempt;
    }

    /** An order to GoPaid whose process died while it sent it. GoPaid answers no questions. */
    public UUID unknownAtGoPaid(Msisdn customer, Inquiry inquiry) {
        UUID payout = order(customer, "GPAID", 8_000);
        abandonWhileSending(payout, "GOPAIDH2H", PayoutsWorld.CLOCK.instant().plusSeconds(10));
        PayoutsWorld.CLOCK.advance(Duration.ofSeconds(14));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        return payout;
    }

    /** A payout that waits for people. */
    public UUID inAttention(String reason) {
        UUID payout = order(customer(), "LSAJA", 8_000);
        put(payout, PayoutState.ATTENTION, reason);
        return payout;
    }

    /** What a payout is made of, as "kind amount". */
    public List<String> items(UUID payout) {
        return jdbc.sql("select kind || ' ' || amount::bigint from payouts.item where payout = ? order by position")
                .param(payout)
                .query(String.class)
                .list();
    }

    /** Opens a test's own wallets, unless an earlier test has done so. */
    public void openOnce(String wallet, Runnable settings) {
        boolean isOpen = jdbc.sql("select exists (select from payouts.wallet where code = ?)")
                .param(wallet)
                .query(Boolean.class)
                .single();
        if (!isOpen) {
            transactions.executeWithoutResult(status -> settings.run());
        }
        versions.refresh();
    }

    /** Gives up the payouts that a test leaves open, and closes the circuit breakers that its faults opened. */
    public void clear() {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        jdbc.sql("update payouts.payout set state = 'CANCELLED' where state in ('PENDING', 'HELD', 'ATTENTION')")
                .update();
        jdbc.sql("update payouts.attempt set state = 'UNKNOWN' where state = 'SENDING'")
                .update();
        jdbc.sql("update payouts.attempt set next_inquiry_at = null where next_inquiry_at is not null")
                .update();
    }

    public PayoutState state(UUID payout) {
        return PayoutState.valueOf(jdbc.sql("select state from payouts.payout where id = ?")
                .param(payout)
                .query(String.class)
                .single());
    }

    public String reason(UUID payout) {
        return jdbc.sql("select coalesce(reason, '') from payouts.payout where id = ?")
                .param(payout)
                .query(String.class)
                .single();
    }

    /** Puts a payout that is PENDING into a state that its test begins in. */
    public void put(UUID payout, PayoutState state, String reason) {
        jdbc.sql("update payouts.payout set state = ?, reason = ? where id = ? and state = 'PENDING'")
                .params(state.name(), reason, payout)
                .update();
    }

    /** Who decided about a payout's first attempt. */
    public String decidedBy(UUID payout) {
        return jdbc.sql("select decided_by from payouts.attempt where payout = ? order by number limit 1")
                .param(payout)
                .query(String.class)
                .single();
    }

    public List<AttemptRow> attempts(UUID payout) {
        return jdbc.sql("""
                        select id, number, provider, state, coalesce(reason, '') from payouts.attempt
                        where payout = ? order by number""")
                .param(payout)
                .query((row, n) -> new AttemptRow(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        AttemptState.valueOf(row.getString(4)),
                        row.getString(5)))
                .list();
    }

    /** What routing made of each candidate for a payout's latest attempt, best first. */
    public List<String> verdicts(UUID payout) {
        return jdbc.sql("""
                        select quote ->> 'provider' || ' ' || (quote ->> 'verdict')
                        from (select quotes from payouts.attempt where payout = ? order by number desc limit 1) as latest,
                          jsonb_array_elements(quotes) with ordinality as q (quote, position)
                        order by position""").param(payout).query(String.class).list();
    }

    /** Why nobody was chosen for a payout that waits, best first; empty where it does not wait for a provider. */
    List<String> waitingVerdicts(UUID payout) {
        return jdbc.sql("""
                        select quote ->> 'provider' || ' ' || (quote ->> 'verdict')
                        from payouts.payout p, jsonb_array_elements(p.quotes) with ordinality as q (quote, position)
                        where p.id = ? order by position""").param(payout).query(String.class).list();
    }

    /** Moves money from a provider's float elsewhere, in the books and beside them. */
    public void takeFromFloat(String provider, Money amount) {
        transactions.executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            ledger.post(
                    pipeline,
                    List.of(new Movement(
                            ids.next(),
                            MovementKind.FLOAT_TOP_UP,
                            ids.next(),
                            Account.own(AccountKind.BANK),
                            Account.ofProvider(AccountKind.FLOAT, provider),
                            amount,
                            PayoutsWorld.CLOCK.instant())));
            pipeline.run(template);
            jdbc.sql("update payouts.provider_float set available = available - ? where provider = ?")
                    .params(amount.decimal(), provider)
                    .update();
        });
    }

    public List<String> facts(UUID payout) {
        return jdbc.sql("select kind from facts.fact where subject = ? order by xid, id")
                .param(payout)
                .query(String.class)
                .list();
    }

    /** The movements of a payout's attempts, as "kind: debited account <- credited account amount". */
    public List<String> journal(UUID payout) {
        return movements("(select id from payouts.attempt where payout = ?)", payout);
    }

    /** The movements of the payout itself, in the same words. */
    public List<String> journalOf(UUID payout) {
        return movements("(?::uuid)", payout);
    }

    private List<String> movements(String subjects, UUID payout) {
        return jdbc.sql("""
                        select l.kind || ': ' || debit.kind || ' <- ' || credit.kind || ' ' || l.amount::bigint
                        from ledger.line l
                        join ledger.account debit on debit.id = l.account
                        join ledger.line c on c.movement = l.movement and c.position = 1
                        join ledger.account credit on credit.id = c.account
                        where l.position = 0 and l.subject in %s order by l.at, l.movement""".formatted(subjects))
                .param(payout)
                .query(String.class)
                .list();
    }

    /** What has left our account at a provider in the books, in rupiah. */
    long spentAt(String provider) {
        return -jdbc.sql("""
                        select coalesce(sum(l.amount), 0) from ledger.line l join ledger.account a on a.id = l.account
                        where a.kind = 'FLOAT' and a.owner = ?""").param(provider).query(BigDecimal.class).single().longValueExact();
    }

    /** What the providers have booked for a customer: movements of money, reversals negative. */
    public List<BookLine> booked(Msisdn customer) {
        return PayoutsWorld.providers()
                .book()
                .movements(line -> line.msisdn().equals(customer.digits()))
                .toList();
    }
}
