package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.ledger.jobs.TrialBalanceGauge;
import id.kezbek.partners.Partner;
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A partner's balance, debt and available funds, their entries, and the release of held payouts. */
@EngineTest
class FundingApiTest {

    private static final AtomicLong REFERENCE = new AtomicLong();

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final ChangeFundingTerms terms;
    private final FundingWorld world;
    private final StaffCalls staff;

    FundingApiTest(EngineUnderTest engine, TestPartners partners, ChangeFundingTerms terms) {
        this.engine = engine;
        this.partners = partners;
        this.terms = terms;
        this.world = new FundingWorld(engine);
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void showsModeLimitSettingBalanceAndAvailable() {
        PartnerId prepaid = partners.prepaid(Money.rupiah(5_000));
        JsonNode one = staff.get(path(prepaid, ""), Role.FINANCE).body();
        assertThat(one.get("mode").asString()).isEqualTo("PREPAID");
        assertThat(one.get("limit").isNull()).isTrue();
        assertThat(one.get("when_short").asString()).isEqualTo("REFUSE");
        assertThat(one.at("/balance/value").asString()).isEqualTo("5000.00");
        assertThat(one.at("/available/value").asString()).isEqualTo("5000.00");

        PartnerId postpaid = onCredit(9_000);
        world.purchase(postpaid, 100_000);
        Money owed = world.booked(postpaid, AccountKind.RECEIVABLE);
        JsonNode other = staff.get(path(postpaid, ""), Role.AUDITOR).body();
        assertThat(other.get("mode").asString()).isEqualTo("POSTPAID");
        assertThat(other.at("/limit/value").asString()).isEqualTo("9000.00");
        assertThat(amount(other.get("balance"))).isEqualTo(owed.negated());
        assertThat(amount(other.get("available"))).isEqualTo(Money.rupiah(9_000).minus(owed));
    }

    @Test
    void partnerReadsOnlyItsOwnFunding() {
        Partner own = world.partner(partners.prepaid(Money.rupiah(5_000)));
        Partner foreign = world.partner(partners.prepaid(Money.rupiah(5_000)));
        for (String what : List.of("", "/statement")) {
            assertThat(staff.getAsPartner(path(own.id(), what), own).status()).isEqualTo(200);
            Answer refused = staff.getAsPartner(path(foreign.id(), what), own);
            Answer absent = staff.getAsPartner("/api/v2/partners/NOBODY/funding" + what, own);
            assertThat(refused.v2()).isEqualTo("404 not-found");
            assertThat(refused.http().body()).isEqualTo(absent.http().body());
        }
    }

    @Test
    void booksApprovedTopUpOnceAndOnlyForPrepaid() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        String transfer = transfer("700.50");
        Answer first = staff.post(path(partner, "/top-ups"), Role.FINANCE, transfer, "key-" + partner);
        Answer again = staff.post(path(partner, "/top-ups"), Role.FINANCE, transfer, "key-" + partner);
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(world.available(partner)).isEqualTo(Money.ZERO);
        assertThat(staff.approve(first, Role.FINANCE).v2()).isEqualTo("403 forbidden");
        // A colleague who reports the same transfer gets a reference to the proposal.
        Answer colleague = staff.post(path(partner, "/top-ups"), Role.ADMIN, transfer, "key-" + partner);
        assertThat(colleague.v2()).isEqualTo("409 state-conflict");
        assertThat(colleague.http().body()).contains(first.body().get("id").asString());

        assertThat(staff.approve(first, Role.ADMIN).status()).isEqualTo(200);
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(new BigDecimal("700.50")));
        Answer late = staff.post(path(partner, "/top-ups"), Role.ADMIN, transfer);
        assertThat(late.v2()).isEqualTo("409 state-conflict");
        assertThat(late.http().body())
                .contains("TOP_UP " + first.body().at("/arguments/id").asString());

        assertThat(staff.post(path(onCredit(1), "/top-ups"), Role.FINANCE, transfer("1.00"))
                        .fields())
                .containsExactly("code");
    }

    @Test
    void paymentReducesDebt() {
        PartnerId partner = onCredit(9_000);
        world.purchase(partner, 100_000);
        Money owed = world.booked(partner, AccountKind.RECEIVABLE);
        Answer paid = staff.twoPeople(path(partner, "/payments"), transfer("100.00"));
        assertThat(paid.status()).isEqualTo(200);
        assertThat(world.booked(partner, AccountKind.RECEIVABLE)).isEqualTo(owed.minus(Money.rupiah(100)));
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(9_100).minus(owed));

        assertThat(staff.post(path(partners.prepaid(Money.ZERO), "/payments"), Role.FINANCE, transfer("1.00"))
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void statementEqualsLedgerOnEveryPage() {
        PartnerId partner = partners.prepaid(Money.rupiah(50_000));
        for (int i = 0; i < 5; i++) {
            world.purchase(partner, 100_000);
        }
        engine.awaitPaid(partner);
        Money spent = Money.rupiah(50_000).plus(world.booked(partner, AccountKind.FUNDING));
        assertThat(spent.isPositive()).isTrue();

        List<JsonNode> lines = new ArrayList<>();
        String cursor = "";
        Money running = Money.ZERO;
        do {
            JsonNode page = staff.get(path(partner, "/statement?limit=2" + cursor), Role.FINANCE)
                    .body();
            assertThat(amount(page.get("opening"))).isEqualTo(Money.ZERO);
            assertThat(amount(page.get("closing")))
                    .isEqualTo(Money.rupiah(50_000).minus(spent));
            for (JsonNode line : page.get("items")) {
                running = running.plus(amount(line.get("amount")));
                assertThat(amount(line.get("balance"))).isEqualTo(running);
                lines.add(line);
            }
            cursor = next(page);
        } while (!cursor.isEmpty());

        assertThat(running).isEqualTo(Money.rupiah(50_000).minus(spent));
        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst().get("kind").asString()).isEqualTo("TOP_UP");
        assertThat(lines.getLast().get("kind").asString()).isEqualTo("ACCEPT");

        String third = lines.get(2).get("at").asString();
        JsonNode later = staff.get(path(partner, "/statement?from=" + third), Role.FINANCE)
                .body();
        assertThat(later.get("items").size()).isEqualTo(4);
        assertThat(later.get("opening")).isEqualTo(lines.get(1).get("balance"));
        JsonNode earlier = staff.get(path(partner, "/statement?from=2020-01-01T00:00:00Z&to=" + third), Role.FINANCE)
                .body();
        assertThat(earlier.get("items").size()).isEqualTo(2);
        assertThat(earlier.get("closing")).isEqualTo(later.get("opening"));
    }

    @Test
    void statementsOfNonsenseAreRefused() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        assertThat(staff.get(path(partner, "/statement?from=yesterday"), Role.FINANCE)
                        .fields())
                .containsExactly("from");
        assertThat(staff.get(
                                path(partner, "/statement?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"),
                                Role.FINANCE)
                        .fields())
                .containsExactly("from");
        assertThat(staff.get(path(partner, "/statement?cursor=abc&month=1"), Role.FINANCE)
                        .fields())
                .containsExactly("cursor", "month");
        assertThat(staff.get(path(partner, "/statement"), Role.FINANCE)
                        .body()
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void topUpReleasesOldestHeldPayoutsFirst() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        UUID oldest = world.heldPayout(partner, 3_000);
        UUID large = world.heldPayout(partner, 5_000);
        UUID youngest = world.heldPayout(partner, 1_000);

        topUp(partner, 4_500, "first");
        assertThat(world.state(oldest)).isNotEqualTo("HELD");
        assertThat(world.state(large)).isEqualTo("HELD");
        assertThat(world.state(youngest))
                .as("a younger one does not pass a large one")
                .isEqualTo("HELD");
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(1_500));

        topUp(partner, 4_500, "second");
        assertThat(world.state(large)).isNotEqualTo("HELD");
        assertThat(world.state(youngest)).isNotEqualTo("HELD");
        assertThat(world.available(partner)).isEqualTo(Money.ZERO);
        assertThat(world.lines(partner, AccountKind.FUNDING))
                .containsExactlyInAnyOrder("TOP_UP -4500", "ACCEPT 3000", "TOP_UP -4500", "ACCEPT 5000", "ACCEPT 1000");
        engine.awaitPaid(partner);
    }

    @Test
    void limitAndPaymentRelease() {
        PartnerId partner = onCredit(1_000);
        UUID first = world.heldPayout(partner, 2_000);
        UUID second = world.heldPayout(partner, 2_500);
        terms.postpaid(partner, Optional.of(Money.rupiah(2_000)), "test");
        assertThat(world.state(first)).isNotEqualTo("HELD");
        assertThat(world.state(second)).isEqualTo("HELD");
        staff.twoPeople(path(partner, "/payments"), transfer("2500.00"));
        assertThat(world.state(second)).isNotEqualTo("HELD");
        assertThat(world.booked(partner, AccountKind.RECEIVABLE)).isEqualTo(Money.rupiah(2_000));
        assertThat(world.available(partner)).isEqualTo(Money.ZERO);
        engine.awaitPaid(partner);
    }

    @Test
    void jobReleasesRemainingPayouts() {
        PartnerId partner = partners.prepaid(Money.rupiah(6_000));
        List<UUID> held = new ArrayList<>();
        for (int i = 0; i < ReleaseFunded.AT_ONCE / 10; i++) {
            held.add(world.heldPayout(partner, 500));
        }
        Eventually.holds(
                "the job released them",
                () -> held.stream().noneMatch(payout -> world.state(payout).equals("HELD")));
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(1_000));
        engine.awaitPaid(partner);
    }

    @Test
    void accountsShowBalancesAndMovements() {
        PartnerId partner = partners.prepaid(Money.rupiah(4_000));
        topUp(partner, 1_000, "later");
        String id = accountOf(world.partner(partner).code());

        List<JsonNode> entries = new ArrayList<>();
        JsonNode page = staff.get("/api/v2/ledger/accounts/" + id + "/entries?limit=1", Role.AUDITOR)
                .body();
        entries.add(page.at("/items/0"));
        topUp(partner, 9, "between the pages");
        JsonNode next = staff.get("/api/v2/ledger/accounts/" + id + "/entries?limit=1" + next(page), Role.AUDITOR)
                .body();
        entries.add(next.at("/items/0"));
        assertThat(next(next)).isEmpty();
        assertThat(entries.stream().map(entry -> amount(entry.get("amount"))))
                .containsExactly(Money.rupiah(-1_000), Money.rupiah(-4_000));
        assertThat(entries.stream().map(entry -> amount(entry.get("balance"))))
                .containsExactly(Money.rupiah(-5_000), Money.rupiah(-4_000));

        String then = entries.getLast().get("at").asString();
        JsonNode balance = staff.get("/api/v2/ledger/accounts/" + id + "/balance?at=" + then, Role.FINANCE)
                .body();
        assertThat(amount(balance.get("balance"))).isEqualTo(Money.rupiah(-4_000));
        JsonNode now = staff.get("/api/v2/ledger/accounts/" + id + "/balance", Role.FINANCE)
                .body();
        assertThat(amount(now.get("balance"))).isEqualTo(Money.rupiah(-5_009));
        assertThat(staff.get("/api/v2/ledger/accounts/0/balance", Role.FINANCE).v2())
                .isEqualTo("404 not-found");
        assertThat(staff.get("/api/v2/ledger/accounts/x/entries", Role.FINANCE).v2())
                .isEqualTo("404 not-found");
    }

    @Test
    void trialBalanceMetricIsZero() {
        partners.prepaid(Money.rupiah(4_000));
        engine.get(TrialBalanceGauge.class).refresh();
        assertThat(engine.get(MeterRegistry.class)
                        .get("cezbek.ledger.trial.balance")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void writeOffNeedsTwoPeopleAndSuspense() {
        Money before = engine.get(Balances.class).now(Account.own(AccountKind.SUSPENSE));
        String more = before.plus(Money.rupiah(1)).decimal().toPlainString();
        assertThat(staff.twoPeople("/api/v2/ledger/write-offs", writeOff("SUSPENSE", more))
                        .v2())
                .isEqualTo("409 state-conflict");
        assertThat(staff.twoPeople("/api/v2/ledger/write-offs", writeOff("BANK", "1.00"))
                        .fields())
                .containsExactly("account");

        putIntoSuspense(500);
        Answer done = staff.twoPeople("/api/v2/ledger/write-offs", writeOff("SUSPENSE", "500.00"));
        assertThat(done.status()).isEqualTo(200);
        assertThat(engine.get(Balances.class).now(Account.own(AccountKind.SUSPENSE)))
                .isEqualTo(before);
    }

    /** Creates an amount in suspense, as after a payment by two providers. */
    private void putIntoSuspense(long rupiah) {
        Ids ids = engine.get(Ids.class);
        var ledger = engine.get(Ledger.class);
        var pipeline = new Pipeline();
        ledger.post(
                pipeline,
                List.of(new Movement(
                        ids.next(),
                        MovementKind.PAID_TWICE,
                        ids.next(),
                        Account.own(AccountKind.SUSPENSE),
                        Account.ofProvider(AccountKind.FLOAT, "TEST"),
                        Money.rupiah(rupiah),
                        engine.clock().instant())));
        pipeline.run(engine.get(JdbcTemplate.class));
    }

    private PartnerId onCredit(long limit) {
        PartnerId partner = partners.prepaid(Money.ZERO);
        terms.postpaid(partner, Optional.of(Money.rupiah(limit)), "test");
        world.awaitLimit(partner);
        return partner;
    }

    private void topUp(PartnerId partner, long rupiah, String key) {
        engine.get(RecordTopUp.class)
                .record(new TopUp(world.partner(partner), Money.rupiah(rupiah), key + " of " + partner, key, "test"));
    }

    private String accountOf(String owner) {
        String cursor = "";
        do {
            JsonNode page = staff.get("/api/v2/ledger/accounts?limit=200" + cursor, Role.FINANCE)
                    .body();
            for (JsonNode account : page.get("items")) {
                if (account.get("owner").asString().equals(owner)) {
                    assertThat(account.get("kind").asString()).isEqualTo("FUNDING");
                    return account.get("id").asString();
                }
            }
            cursor = next(page);
        } while (!cursor.isEmpty());
        throw new AssertionError("no account of " + owner);
    }

    private String path(PartnerId partner, String what) {
        return "/api/v2/partners/" + world.partner(partner).code() + "/funding" + what;
    }

    /** The query of the next page; empty on the last page. */
    private static String next(JsonNode page) {
        String cursor = page.path("next_cursor").asString("");
        return cursor.isEmpty() ? "" : "&cursor=" + cursor;
    }

    private static Money amount(JsonNode amount) {
        assertThat(amount.get("currency").asString()).isEqualTo("IDR");
        return Money.rupiah(new BigDecimal(amount.get("value").asString()));
    }

    private static String transfer(String value) {
        return transfer(value, "FUNDING-API-" + REFERENCE.incrementAndGet());
    }

    private static String transfer(String value, String reference) {
        return "{\"amount\":{\"value\":\"" + value + "\",\"currency\":\"IDR\"},\"bank_reference\":\"" + reference
                + "\"}";
    }

    private static String writeOff(String account, String value) {
        return "{\"account\":\"" + account + "\",\"amount\":{\"value\":\"" + value
                + "\",\"currency\":\"IDR\"},\"reason\":\"never to come back\"}";
    }
}
