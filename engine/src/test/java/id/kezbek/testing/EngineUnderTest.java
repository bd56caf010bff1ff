package id.kezbek.testing;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.facts.FactReaders;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.people.Mailboxes;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine of {@link EngineTest}, as used by a client, an operator and a database administrator. */
public final class EngineUnderTest {

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

    private final ApplicationContext context;
    private final TestClock clock;

    EngineUnderTest(ApplicationContext context, TestClock clock) {
        this.context = context;
        this.clock = clock;
    }

    public <T> T get(Class<T> bean) {
        return context.getBean(bean);
    }

    /** One of several beans of a type. */
    public <T> T get(String name, Class<T> bean) {
        return context.getBean(name, bean);
    }

    public TestClock clock() {
        return clock;
    }

    public OutsideWorld world() {
        return SharedWorld.get();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A client with its own address, so that the failures of one test do not slow down another. */
    public HttpClient clientAt(String loopbackAddress) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(loopbackAddress))
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** The database, connected as its owner. */
    public JdbcClient database() {
        return SharedWorld.database();
    }

    /** The database, connected as the server's administrator, who can lock out other users. */
    public JdbcClient administration() {
        return SharedWorld.administration();
    }

    public long count(String table) {
        return database().sql("select count(*) from " + table).query(Long.class).single();
    }

    public String staffToken(Role role) {
        String email = role.name().toLowerCase(Locale.ROOT) + "@staff.example";
        get(AddStaff.class).add(email, "Staff", role);
        return get(StaffTokens.class).issue(email, Duration.ofHours(1));
    }

    /** The person with this address; the rows contain no address in clear text. */
    public UUID person(String email) {
        return get(Mailboxes.class).person(email).orElseThrow();
    }

    public UUID staffId(String email) {
        return database()
                .sql("select id from access.staff where person = ?")
                .param(person(email))
                .query(UUID.class)
                .single();
    }

    public Onboarded partner(String code) {
        return get(OnboardPartner.class).onboard(PartnerSamples.partner(code), "test");
    }

    /**
     * Waits until no payout of any test is open, except those that wait for a partner's money, and until all events
     * are read for e-mails and reports. It turns the clock forward for work that is due later, and back at the end. A
     * test that counts records of the whole engine calls it first, because the engine still pays orders of earlier
     * tests.
     */
    public void settle() {
        awaitPayouts(() -> {
            dueLater().ifPresent(due -> clock.advance(Duration.between(clock.instant(), due.plusSeconds(1))));
            return count(
                            "payouts.payout where state not in ('PAID', 'CANCELLED') and reason is distinct from 'FUNDING_SHORT'")
                    == 0;
        });
        clock.reset();
        awaitFactsRead();
    }

    /** Waits until all events are read for e-mails and reports. */
    public void awaitFactsRead() {
        Eventually.holds(
                "facts are read",
                SETTLED_WITHIN,
                () -> get(FactReaders.class).all().stream()
                        .filter(reader -> reader.consumer().equals("notifications")
                                || reader.consumer().startsWith("reporting-"))
                        .allMatch(reader -> reader.unread() == 0));
    }

    /** Waits until all orders of a partner are paid, without turning the clock. */
    public void awaitPaid(PartnerId partner) {
        awaitPayouts(() -> count("payouts.payout where state <> 'PAID' and partner = " + partner.value()) == 0);
    }

    private void awaitPayouts(BooleanSupplier done) {
        try {
            Eventually.holds("the payouts have come to their end", SETTLED_WITHIN, done);
        } catch (AssertionError never) {
            throw new AssertionError(never.getMessage() + "; at " + clock.instant() + " open are " + open(), never);
        }
    }

    private List<String> open() {
        return database().sql("""
                        select concat_ws(' ', p.state, p.reason, p.wallet, p.amount, 'due', p.due_at, 'attempt', a.number,
                          a.provider, a.state, a.reason, 'lease', a.lease_until, 'inquiry', a.next_inquiry_at)
                        from payouts.payout p left join payouts.attempt a on a.payout = p.id
                        where p.state not in ('PAID', 'CANCELLED') order by p.id, a.number limit 20""").query(String.class).list();
    }

    private Optional<Instant> dueLater() {
        return database()
                .sql("""
                        select max(due) from (
                          select due_at as due from payouts.payout where state = 'PENDING'
                          union all select next_inquiry_at from payouts.attempt where state = 'UNKNOWN') as open""")
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)))
                .single()
                .map(Timestamp::toInstant)
                .filter(due -> due.isAfter(clock.instant()));
    }
}
