package id.kezbek.loyalty;

import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TwoProcesses;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers of the test's own partner on two processes, and their later states. */
public final class LoyaltyWorld {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A tier change in the history, as text. */
    public record Kept(int entry, String words, boolean isByPurchase) {}

    private final PartnerId partner = TwoProcesses.partners().prepaid(Money.rupiah(1_000_000_000));
    private final JdbcClient database = TwoProcesses.database();

    public LoyaltyWorld() {
        // Other tests' tier periods are due whenever this test turns the clock, so they are moved away.
        database.sql("update loyalty.member set expires_on = date '2999-01-01'").update();
    }

    public PartnerId partner() {
        return partner;
    }

    public static <T> T get(int process, Class<T> bean) {
        return TwoProcesses.get(process, bean);
    }

    public static Ladder ladder() {
        return get(0, Tiers.class).ladder();
    }

    /** Turns the clock to a time of a day in Jakarta. */
    public static void turnTo(LocalDate day, Duration intoIt) {
        Instant to = day.atStartOfDay(Jakarta.ZONE).toInstant().plus(intoIt);
        TwoProcesses.CLOCK.advance(Duration.between(TwoProcesses.CLOCK.instant(), to));
    }

    public Msisdn member(String tier, int recurring, int entry, LocalDate expiresOn) {
        Msisdn msisdn = new Msisdn("62870" + (1_000_000 + NUMBER.incrementAndGet()));
        database.sql("""
                        insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(partner.value(), msisdn.digits(), tier, recurring, entry, expiresOn)
                .update();
        return msisdn;
    }

    /** Creates many customers with one standing. Their numbers do not collide with other customers'. */
    public void members(int count, String tier, LocalDate expiresOn) {
        database.sql("""
                        insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
                        select ?, '62871' || (1000000 + n), ?, 2, 1, ? from generate_series(1, ?) as n""").params(partner.value(), tier, expiresOn, count).update();
    }

    public Standing standing(Msisdn msisdn) {
        return get(0, Members.class).find(new MemberKey(partner, msisdn)).orElseThrow();
    }

    public List<Kept> journey(Msisdn msisdn) {
        return database.sql("""
                        select entry, cause || ' ' || coalesce(from_tier, '-') || ' ' || to_tier || ' ' || expires_on,
                          purchase is not null
                        from loyalty.journey where partner = ? and msisdn = ? order by entry""")
                .params(partner.value(), msisdn.digits())
                .query((row, n) -> new Kept(row.getInt(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /** The events of a kind about a customer, as "from to entry isLast" or by the given expression. */
    public List<String> facts(String kind, Msisdn msisdn, String expression) {
        return database.sql("select " + expression + " from facts.fact where kind = ? and body ->> 'partner' = ?"
                        + " and body ->> 'msisdn' = ? order by xid, id")
                .params(kind, Long.toString(partner.value()), msisdn.digits())
                .query(String.class)
                .list();
    }

    public Acceptance buy(int process, Msisdn msisdn) {
        Purchase purchase =
                new Purchase(partner, "L" + NUMBER.incrementAndGet(), msisdn, null, "LSAJA", 1, Money.rupiah(100_000));
        return get(process, Purchases.class).accept(List.of(purchase)).getFirst();
    }

    public long count(String from) {
        return database.sql("select count(*) from " + from + " where partner = ?")
                .param(partner.value())
                .query(Long.class)
                .single();
    }
}
