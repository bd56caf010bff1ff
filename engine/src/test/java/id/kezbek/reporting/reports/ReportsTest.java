package id.kezbek.reporting.reports;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reports equal the lists and the ledger. */
@EngineTest
class ReportsTest {

    private static final AtomicLong CUSTOMER = new AtomicLong(6_281_960_000_000L);

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final StaffCalls staff;

    ReportsTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void awayFromMidnight() {
        engine.clock().awayFromMidnight();
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    @Test
    void purchasesAndPayoutsSumToTheirLists() {
        Partner partner = partner(partners.prepaid(Money.rupiah(900_000)));
        purchase(partner, "LSAJA");
        purchase(partner, "LSAJA");
        purchase(partner, "JOSVO");
        rolledUp(partner);

        JsonNode total = report("purchases?partner=" + partner.code());
        assertThat(items(total)).singleElement().satisfies(line -> {
            assertThat(line.get("purchases").asInt()).isEqualTo(3);
            assertThat(line.get("new_customers").asInt()).isEqualTo(3);
            assertThat(amount(line, "cashback"))
                    .isEqualByComparingTo(sum("/api/v2/transactions?partner=" + partner.code(), "cashback"));
            assertThat(line.has("wallet")).isFalse();
        });
        List<JsonNode> byWallet = items(report("purchases?by=DAY,WALLET&partner=" + partner.code()));
        assertThat(byWallet.stream().map(line -> line.get("wallet").asString())).containsExactly("JOSVO", "LSAJA");
        assertThat(byWallet.stream().map(line -> line.get("purchases").asInt())).containsExactly(1, 2);
        assertThat(byWallet.getFirst().get("day").asString())
                .isEqualTo(Jakarta.dayOf(engine.clock().instant()).toString());

        JsonNode summary = staff.get("/api/v2/payouts/summary?partner=" + partner.code(), Role.FINANCE)
                .body();
        List<JsonNode> paid = items(report("payouts?by=PROVIDER,OUTCOME&partner=" + partner.code())).stream()
                .filter(line -> line.get("outcome").asString().equals("PAID"))
                .toList();
        assertThat(paid).hasSize(summary.get("providers").size());
        for (int i = 0; i < paid.size(); i++) {
            JsonNode expected = summary.get("providers").get(i);
            assertThat(paid.get(i).get("provider")).isEqualTo(expected.get("provider"));
            assertThat(paid.get(i).get("amount")).isEqualTo(expected.get("amount"));
            assertThat(paid.get(i).get("fee")).isEqualTo(expected.get("fees"));
            assertThat(amount(paid.get(i), "saved_on_direct")).isEqualByComparingTo(amount(expected, "saved"));
        }
        // LSAJA: MTRANS 500, XENIT 650, direct 750. JOSVO: XENIT 450, MTRANS 650, direct 700.
        assertThat(paid.stream().map(line -> amount(line, "saved_on_next")).toList())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal(300), new BigDecimal(200));
    }

    @Test
    void partnersReadTheirOwnFiguresAndNoOthers() {
        Partner own = partner(partners.prepaid(Money.rupiah(900_000)));
        Partner other = partner(partners.prepaid(Money.rupiah(900_000)));
        purchase(own, "LSAJA");
        purchase(own, "JOSVO");
        purchase(other, "LSAJA");
        rolledUp(own);
        rolledUp(other);
        String path = "/api/v2/partners/" + own.code() + "/figures";

        JsonNode figures = staff.getAsPartner(path, own).body();

        assertThat(figures).isEqualTo(staff.get(path, Role.AUDITOR).body());
        assertThat(items(figures)).singleElement().satisfies(day -> {
            JsonNode reported =
                    items(report("purchases?by=DAY&partner=" + own.code())).getFirst();
            for (String field : List.of("day", "purchases", "amount", "cashback", "reward")) {
                assertThat(day.get(field)).as(field).isEqualTo(reported.get(field));
            }
            assertThat(day.get("purchases").asInt()).isEqualTo(2);
            JsonNode paid = items(report("payouts?by=OUTCOME&partner=" + own.code())).stream()
                    .filter(line -> line.get("outcome").asString().equals("PAID"))
                    .findFirst()
                    .orElseThrow();
            assertThat(day.get("paid")).isEqualTo(paid.get("amount"));
        });
        assertThat(staff.getAsPartner(path, other).status()).isEqualTo(404);
    }

    @Test
    void showsRemainingBudgetAndDuration() {
        Partner partner = partner(partners.prepaid(Money.rupiah(900_000)));
        long rule = budgeted(partner, Money.rupiah(100_000));
        purchase(partner, "LSAJA");
        rolledUp(partner);

        JsonNode line = items(report("budgets")).stream()
                .filter(one -> one.get("rule").asLong() == rule)
                .findFirst()
                .orElseThrow();

        BigDecimal given = sum("/api/v2/transactions?partner=" + partner.code(), "cashback");
        assertThat(given).isPositive();
        assertThat(line.get("partner").asString()).isEqualTo(partner.code());
        assertThat(line.get("state").asString()).isEqualTo("IN_FORCE");
        assertThat(amount(line, "budget")).isEqualByComparingTo("100000");
        assertThat(amount(line, "spent")).isEqualByComparingTo(given);
        assertThat(amount(line, "given")).isEqualByComparingTo(given);
        assertThat(amount(line, "left")).isEqualByComparingTo(new BigDecimal(100_000).subtract(given));
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        assertThat(line.get("runway_days").asLong())
                .isEqualTo(amount(line, "left")
                        .multiply(BigDecimal.valueOf(today.getDayOfMonth()))
                        .divide(given, 0, RoundingMode.DOWN)
                        .longValueExact());
    }

    @Test
    void differencesThatStandAreCountedByKindProviderAgeAndOwner() {
        LocalDate day = Jakarta.dayOf(engine.clock().instant()).minusDays(5);
        engine.database().sql("""
                        insert into reconciliation.break (provider, kind, subject, day, difference, state, priority, due, opened_at,
                          owner)
                        select 'REPORTED', kind, 'report ' || n, :day, difference, state, 2, :day, now() - days * interval '1 day',
                          owner
                        from (values
                          (1, 'FEE', 50, 'OPEN', 0, null), (2, 'FEE', -20, 'EXPLAINED', 3, 'someone@kezbek.id'),
                          (3, 'AMOUNT', 1000, 'OPEN', 40, 'someone@kezbek.id'), (4, 'AMOUNT', 7, 'RESOLVED', 40, null))
                          as one (n, kind, difference, state, days, owner)""").param("day", day).update();

        assertThat(reported(report("breaks?by=PROVIDER,KIND")))
                .containsExactlyInAnyOrder("AMOUNT - - 1 1000.00 1000.00", "FEE - - 2 30.00 70.00");
        assertThat(reported(report("breaks?by=PROVIDER,AGE,OWNER&from=" + day + "&to=" + day)))
                .containsExactlyInAnyOrder(
                        "- FRESH - 1 50.00 50.00",
                        "- DAYS someone@kezbek.id 1 -20.00 20.00",
                        "- OLD someone@kezbek.id 1 1000.00 1000.00");
        assertThat(reported(report("breaks?by=PROVIDER&from=" + day.plusDays(1))))
                .isEmpty();
    }

    private static List<String> reported(JsonNode report) {
        return items(report).stream()
                .filter(line -> line.get("provider").asString().equals("REPORTED"))
                .map(line -> String.join(
                        " ",
                        line.path("kind").asString("-"),
                        line.path("age").asString("-"),
                        line.path("owner").asString("-"),
                        line.get("breaks").asString(),
                        line.at("/difference/value").asString(),
                        line.at("/at_stake/value").asString()))
                .toList();
    }

    @Test
    void showsOnlyAccountsThatLastFewerDays() {
        Partner partner = partner(partners.prepaid(Money.rupiah(900_000)));
        purchase(partner, "LSAJA");
        rolledUp(partner);
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        String funding = "funding?from=" + today + "&to=" + today;
        String floats = "floats?from=" + today + "&to=" + today;
        long runway = items(report(funding)).stream()
                .filter(line -> line.get("owner").asString().equals(partner.code()))
                .map(line -> line.get("runway_days").asLong())
                .findFirst()
                .orElseThrow();

        assertThat(below(funding, runway))
                .noneMatch(line -> line.get("owner").asString().equals(partner.code()));
        assertThat(below(funding, runway + 1))
                .anyMatch(line -> line.get("owner").asString().equals(partner.code()));
        for (String report : List.of(funding, floats)) {
            assertThat(below(report, 100))
                    .isEqualTo(items(report(report)).stream()
                            .filter(line -> line.path("runway_days").asLong(100) < 100)
                            .toList());
        }
    }

    private List<JsonNode> below(String report, long days) {
        return items(report(report + "&runway_below=" + days));
    }

    @Test
    void accountsEndWithLedgersBalance() {
        Partner partner = partner(partners.prepaid(Money.rupiah(900_000)));
        purchase(partner, "LSAJA");
        rolledUp(partner);
        engine.settle();
        rolledUp(partner);
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        // Other tests turn the clock forward, some by years.
        LocalDate last = today.plusDays(60);
        String days = "from=" + today.minusDays(300) + "&to=" + last;
        Instant end = Jakarta.startOf(last.plusDays(1)).minusNanos(1_000);

        JsonNode funding = items(report("funding?" + days)).stream()
                .filter(line -> line.get("owner").asString().equals(partner.code()))
                .findFirst()
                .orElseThrow();
        Money deposit = booked(AccountKind.FUNDING, partner.code(), end).negated();
        assertThat(amount(funding, "closing")).isEqualByComparingTo(deposit.decimal());
        assertThat(amount(funding, "incoming")).isEqualByComparingTo("900000");
        assertThat(amount(funding, "used"))
                .isEqualByComparingTo(Money.rupiah(900_000).minus(deposit).decimal());
        assertThat(funding.get("runway_days").asLong()).isPositive();

        for (JsonNode line : items(report("floats?" + days))) {
            assertThat(amount(line, "closing"))
                    .as(line.get("owner").asString())
                    .isEqualByComparingTo(
                            booked(AccountKind.FLOAT, line.get("owner").asString(), end)
                                    .decimal());
        }
        BigDecimal charged = items(report("movements?account=FEES&" + days)).stream()
                .map(line -> amount(line, "amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fees = engine.get(Balances.class).ofKinds(List.of(AccountKind.FEES), end).values().stream()
                .map(Money::decimal)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(charged).isEqualByComparingTo(fees).isPositive();
    }

    @Test
    void reportShowsWhetherItEqualsLedger() {
        engine.settle();
        Partner partner = partner(partners.prepaid(Money.rupiah(900_000)));
        purchase(partner, "LSAJA");
        rolledUp(partner);
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        engine.get(VerifyRollUps.class).verify(today, today);

        JsonNode ledger = report("purchases?from=" + today + "&to=" + today).get("ledger");

        assertThat(ledger.get("state").asString()).isIn("EQUAL", "DIFFERENT", "NOT_KNOWN");
        assertThat(ledger.get("is_amber").asBoolean())
                .isEqualTo(!ledger.get("state").asString().equals("EQUAL"));
        assertThat(report("purchases?from=2020-01-01&to=2020-01-31")
                        .at("/ledger/state")
                        .asString())
                .isEqualTo("NOT_CHECKED");
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(staff.get("/api/v2/reports/purchases?by=PROVIDER", Role.FINANCE)
                        .fields())
                .containsExactly("by");
        assertThat(staff.get("/api/v2/reports/payouts?by=DAY,,WALLET", Role.FINANCE)
                        .fields())
                .containsExactly("by");
        assertThat(staff.get("/api/v2/reports/floats?from=2026-12-02&to=2026-12-01", Role.FINANCE)
                        .fields())
                .containsExactly("from");
        assertThat(staff.get("/api/v2/reports/floats?from=2020-12-02&to=2026-12-01", Role.FINANCE)
                        .fields())
                .containsExactly("from");
        assertThat(staff.get("/api/v2/reports/floats?from=2026-12-02T00:00:00Z", Role.FINANCE)
                        .fields())
                .containsExactly("from");
    }

    /** A rule of the partner with a budget and 1 % for all purchases. */
    private long budgeted(Partner partner, Money budget) {
        Rules rules = engine.get(Rules.class);
        return Objects.requireNonNull(engine.get(TransactionTemplate.class).execute(status -> {
            long id = rules.nextId();
            rules.add(new Rule(
                    id,
                    1,
                    partner.id(),
                    null,
                    1,
                    null,
                    Money.rupiah(50_000),
                    null,
                    BigDecimal.ONE,
                    null,
                    Instant.EPOCH,
                    null,
                    new RuleLimits(null, budget)));
            return id;
        }));
    }

    private JsonNode report(String report) {
        return staff.get("/api/v2/reports/" + report, Role.FINANCE).body();
    }

    private void rolledUp(Partner partner) {
        engine.awaitPaid(partner.id());
        engine.awaitFactsRead();
    }

    private Money booked(AccountKind kind, String owner, Instant at) {
        return engine.get(Balances.class).at(new Account(kind, owner), at);
    }

    private BigDecimal sum(String list, String field) {
        return items(staff.get(list, Role.FINANCE).body()).stream()
                .map(item -> amount(item, field))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(JsonNode line, String field) {
        return new BigDecimal(line.at("/" + field + "/value").asString());
    }

    private static List<JsonNode> items(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false).toList();
    }

    private Partner partner(PartnerId id) {
        engine.get(DataVersions.class).refresh();
        return engine.get(PartnerDirectory.class).find(id).orElseThrow();
    }

    private void purchase(Partner partner, String wallet) {
        long customer = CUSTOMER.incrementAndGet();
        Acceptance accepted = engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner.id(),
                        "REF-" + customer,
                        new Msisdn(Long.toString(customer)),
                        null,
                        wallet,
                        1,
                        Money.rupiah(500_000)));
        assertThat(accepted).isInstanceOf(Acceptance.Accepted.class);
    }
}
