package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.billing.TestInvoices;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.reporting.pool.ReportPool;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.OwnRows;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads on behalf of a partner see only the partner's rows, even if a statement has no partner filter. */
@EngineTest
class OwnRowsTest {

    /** The tables that a partner's requests read, with the owner's condition for the rows of a partner. */
    private static final String OF_ITS_INVOICES = "invoice in (select id from billing.invoice where partner = :id)";

    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("cashback.purchase", "partner = :id"),
            Map.entry("cashback.reference", "partner = :id"),
            Map.entry("cashback.transaction_number", "partner = :id"),
            Map.entry("cashback.refund", "partner = :id"),
            Map.entry("payouts.refund", "partner = :id"),
            Map.entry("loyalty.member", "partner = :id"),
            Map.entry("loyalty.journey", "partner = :id"),
            Map.entry("partners.partner", "id = :id"),
            Map.entry("partners.officer", "partner = :id"),
            Map.entry("partners.credential", "partner = :id"),
            Map.entry("payouts.payout", "partner = :id"),
            Map.entry("payouts.attempt", "partner = :id"),
            Map.entry("payouts.item", "payout in (select id from payouts.payout where partner = :id)"),
            Map.entry("reporting.purchase_hour", "partner = :id"),
            Map.entry("reporting.payout_hour", "partner = :id"),
            Map.entry("billing.top_up", "partner = :id"),
            Map.entry("billing.payment", "partner = :id"),
            Map.entry("billing.invoice", "partner = :id"),
            Map.entry("billing.invoice_payment", "partner = :id"),
            Map.entry("billing.credit_note", OF_ITS_INVOICES),
            Map.entry("billing.tax_number", OF_ITS_INVOICES),
            Map.entry("billing.withholding", OF_ITS_INVOICES),
            Map.entry("billing.allocation", OF_ITS_INVOICES),
            Map.entry("ledger.account", "owner = :code"),
            Map.entry("ledger.day_balance", "account in (select id from ledger.account where owner = :code)"),
            Map.entry("ledger.line", "account in (select id from ledger.account where owner = :code)"),
            Map.entry("webhooks.endpoint", "partner = :id"),
            Map.entry("webhooks.event", "partner = :id"),
            Map.entry("webhooks.delivery", "partner = :id"),
            Map.entry("webhooks.attempt", "delivery in (select id from webhooks.delivery where partner = :id)"));

    /** Tables without rows of a partner that only makes purchases and gets invoices. */
    private static final Set<String> MAY_BE_EMPTY = Set.of(
            "cashback.transaction_number",
            "cashback.refund",
            "payouts.refund",
            "billing.payment",
            "billing.invoice_payment",
            "billing.credit_note",
            "billing.tax_number",
            "billing.withholding",
            "billing.allocation",
            "ledger.day_balance",
            "webhooks.endpoint",
            "webhooks.event",
            "webhooks.delivery",
            "webhooks.attempt");

    /** Settings that are the same for every partner. */
    private static final List<String> EVERYBODYS =
            List.of("ledger.summed_day", "loyalty.ladder_version", "payouts.wallet", "reporting.copy");

    private final EngineUnderTest engine;
    private final OwnRows ownRows;
    private final JdbcClient jdbc;
    private PartnerSystem one;
    private PartnerSystem other;

    OwnRowsTest(EngineUnderTest engine, OwnRows ownRows, JdbcClient jdbc) {
        this.engine = engine;
        this.ownRows = ownRows;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void twoPartnersTrade() {
        one = trading();
        other = trading();
    }

    @Test
    void missingConditionShowsOnlyOwnRows() throws Exception {
        rollUp();
        List.of(one, other).forEach(system -> TestInvoices.insert(engine, system.id(), "test"));
        for (String table : TABLES.keySet()) {
            for (PartnerSystem partner : List.of(one, other)) {
                long seen = count(partner.id(), table);
                assertThat(seen).as(table).isEqualTo(owned(partner, table));
                if (!MAY_BE_EMPTY.contains(table)) {
                    assertThat(seen).as(table).isPositive();
                }
            }
        }
        assertThat(count(one.id(), "ledger.funding_slot")).isEqualTo(8);
    }

    @Test
    void askingForAnothersRowsShowsNone() throws Exception {
        Long seen = ownRows.read(
                one.id(),
                () -> jdbc.sql("select count(*) from cashback.purchase where partner = ?")
                        .param(other.id().value())
                        .query(Long.class)
                        .single());
        assertThat(seen).isZero();
    }

    @Test
    void showsNoRowsWithoutPartner() {
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc.sql("set local role cezbek_partner_reader").update();
            for (String table : TABLES.keySet()) {
                assertThat(jdbc.sql("select count(*) from " + table)
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
        });
    }

    @Test
    void nothingIsWrittenAndNothingElseIsReadThere() {
        for (String statement : List.of(
                "insert into cashback.transaction_number (purchase, partner) values (gen_random_uuid(), 1)",
                "update payouts.payout set amount = amount",
                "select sealed_secret from partners.credential",
                "select api_key_hash from partners.credential",
                "select 1 from access.staff",
                "select 1 from facts.fact",
                "select 1 from approvals.audit")) {
            assertThatThrownBy(() -> ownRows.read(
                            one.id(), () -> jdbc.sql(statement).query().listOfRows()))
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** A grant without a policy would show all rows. A view that reads with its reader's rights is as guarded as its tables. */
    @Test
    void everyTableThatThePartnersRoleMayReadIsGuarded() {
        List<String> unguarded = engine.database().sql("""
                        select c.oid::regclass::text from pg_class c
                        where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace::regnamespace::text not in
                            ('pg_catalog', 'information_schema')
                          and (has_table_privilege('cezbek_partner_reader', c.oid, 'select')
                            or has_any_column_privilege('cezbek_partner_reader', c.oid, 'select'))
                          and not c.relrowsecurity
                          and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'""").query(String.class).list();
        assertThat(unguarded).containsExactlyInAnyOrderElementsOf(EVERYBODYS);
        assertThat(engine.database()
                        .sql("select count(*) from pg_policies where policyname = 'own_rows'")
                        .query(Long.class)
                        .single())
                .isEqualTo(TABLES.size() + 1);
    }

    @Test
    void connectionReturnsToEnginesRole() throws Exception {
        count(one.id(), "cashback.purchase");
        for (int i = 0; i < 30; i++) {
            assertThat(jdbc.sql("select current_user || coalesce(current_setting('cezbek.partner', true), '')")
                            .query(String.class)
                            .single())
                    .isEqualTo("cezbek_app");
        }
    }

    @Test
    void settingsLoadedInReadAreComplete() throws Exception {
        raise("partners");
        PartnerId seen = ownRows.read(one.id(), () -> {
            engine.get(DataVersions.class).refresh();
            return engine.get(PartnerDirectory.class)
                    .find(other.code())
                    .orElseThrow()
                    .id();
        });
        assertThat(seen).isEqualTo(other.id());
    }

    @Test
    void refusesSlowSearchWithReason() {
        assertThatThrownBy(() -> ownRows.read(one.id(), () -> {
                    assertThat(jdbc.sql("show statement_timeout")
                                    .query(String.class)
                                    .single())
                            .isEqualTo("10s");
                    jdbc.sql("set local statement_timeout = 5").update();
                    return jdbc.sql("select pg_sleep(10)").query().listOfRows();
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("takes too long");
    }

    /** More than the number of database connections for reads. */
    @Test
    void slowPartnerDelaysNoOther() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        AtomicInteger searching = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> searches = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                searches.add(callers.submit(() -> ownRows.read(one.id(), () -> {
                    searching.incrementAndGet();
                    return found.await(20, TimeUnit.SECONDS);
                })));
            }
            try {
                Eventually.holds("it searches as much as it may", () -> searching.get() >= 4);
                assertThat(count(other.id(), "cashback.purchase")).isEqualTo(1);
                assertThat(searching).as("no more of its searches at once").hasValue(4);
            } finally {
                found.countDown();
            }
            // Searches that waited too long for a permit were refused.
            assertThat(searches.stream().filter(OwnRowsTest::isFound).count()).isGreaterThanOrEqualTo(4);
        }
    }

    private static boolean isFound(Future<Boolean> search) {
        try {
            return search.get();
        } catch (ExecutionException | InterruptedException refused) {
            return false;
        }
    }

    /** The policy of the engine's own user is always true and must not change its plans. */
    @Test
    void enginesPlansHaveNoPolicy() {
        for (String statement : List.of(
                "select * from cashback.purchase where id = '00000000-0000-7000-8000-000000000000'",
                "select * from loyalty.member where partner = 1 and msisdn = '62811' for update",
                "select * from payouts.payout where state = 'PENDING' order by due_at limit 5",
                "select * from reporting.purchases_by_hour where hour >= now() and hour < now()",
                "select * from reporting.payout_hour where copy = 1 and hour >= now() and hour < now()")) {
            String plan = String.join(
                    "\n", jdbc.sql("explain " + statement).query(String.class).list());
            assertThat(plan)
                    .doesNotContain("own_partner")
                    .doesNotContain("Seq Scan")
                    .doesNotContain("One-Time");
        }
    }

    private PartnerSystem trading() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000_000));
        assertThat(partner.transact(PurchaseBody.goodV2().json()).status()).isEqualTo(201);
        Eventually.holds("it is paid", () -> partner.recorded().get("payouts.attempt where partner = :id") > 0);
        return partner;
    }

    /** Views have no policies of their own; they must not read with their owner's rights. */
    @Test
    void viewsOfFiguresShowOnlyOwnRows() throws Exception {
        rollUp();
        for (String view : List.of("reporting.purchases_by_hour", "reporting.payouts_by_hour")) {
            assertThat(count(one.id(), view))
                    .as(view)
                    .isPositive()
                    .isEqualTo(engine.database()
                            .sql("select count(*) from " + view + " where partner = ?")
                            .param(one.id().value())
                            .query(Long.class)
                            .single());
        }
    }

    /** The figures are read on the connections for reports. */
    @Test
    void reportsOnBehalfOfPartnerShowOnlyOwnRows() {
        rollUp();
        String count = "select count(*) from reporting.purchases_by_hour";
        ReportPool reports = engine.get(ReportPool.class);
        long own = reports.snapshotOf(
                one.id(),
                reads -> reads.sql(count + " where partner <> ?")
                        .param(one.id().value())
                        .query(Long.class)
                        .single());
        assertThat(own).as("rows of others").isZero();
        long all = reports.snapshot(reads -> reads.sql(count).query(Long.class).single());
        assertThat(all).as("the connection returns to the engine's role").isGreaterThan(1);
    }

    private void rollUp() {
        RollUps rollUps = engine.get(RollUps.class);
        Eventually.holds("the figures contain the purchases and payouts", () -> {
            boolean unused = rollUps.read();
            return List.of(one, other).stream()
                    .allMatch(partner -> owned(partner, "reporting.purchase_hour") > 0
                            && owned(partner, "reporting.payout_hour") > 0);
        });
    }

    private void raise(String settings) {
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(DataVersions.class).raise(settings));
    }

    private long count(PartnerId partner, String table) throws Exception {
        Long count = ownRows.read(
                partner,
                () -> jdbc.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single());
        return count == null ? -1 : count;
    }

    private long owned(PartnerSystem partner, String table) {
        return engine.database()
                .sql("select count(*) from " + table + " where " + TABLES.get(table))
                .param("id", partner.id().value())
                .param("code", partner.code())
                .query(Long.class)
                .single();
    }
}
