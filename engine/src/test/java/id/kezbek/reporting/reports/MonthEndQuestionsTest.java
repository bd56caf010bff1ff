package id.kezbek.reporting.reports;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Finance's questions at the end of a month, each answered by one request. */
@EngineTest
class MonthEndQuestionsTest {

    private static final AtomicLong CUSTOMER = new AtomicLong(6_281_950_000_000L);

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final StaffCalls staff;

    MonthEndQuestionsTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    @Test
    void showsTrialBalanceOfAnyTime() {
        Partner partner = partner(partners.prepaid(Money.rupiah(40_000)));
        Instant before = engine.clock().instant();
        engine.clock().advance(Duration.ofMinutes(5));
        purchase(partner);

        JsonNode then = staff.get("/api/v2/ledger/trial-balance?at=" + before, Role.FINANCE)
                .body();
        JsonNode now = staff.get("/api/v2/ledger/trial-balance", Role.FINANCE).body();

        assertThat(funding(then, partner)).isEqualByComparingTo("-40000");
        assertThat(funding(now, partner)).isGreaterThan(new BigDecimal("-40000"));
        assertThat(then.at("/sum/value").asString()).isEqualTo("0.00");
        assertThat(then.get("at").asString()).isEqualTo(before.toString());
        assertThat(staff.get("/api/v2/ledger/trial-balance?at=yesterday", Role.FINANCE)
                        .fields())
                .containsExactly("at");
    }

    @Test
    void allPartnersStandInOneListWithTheirBalancesNowOrThen() {
        Partner rich = partner(partners.prepaid(Money.rupiah(70_000)));
        Partner indebted = partner(partners.postpaid());
        Instant before = engine.clock().instant();
        engine.clock().advance(Duration.ofMinutes(5));
        purchase(indebted);

        JsonNode now = inFundingList("", rich).orElseThrow();
        assertThat(now.at("/balance/value").asString()).isEqualTo("70000.00");
        assertThat(now.at("/available/value").asString()).isEqualTo("70000.00");
        assertThat(now.get("mode").asString()).isEqualTo("PREPAID");
        assertThat(inFundingList("owes=KEZBEK", indebted)).isEmpty();
        assertThat(inFundingList("owes=PARTNER", rich)).isEmpty();
        JsonNode debt = inFundingList("owes=PARTNER", indebted).orElseThrow();
        Money owed = engine.get(Balances.class).now(Account.ofPartner(AccountKind.RECEIVABLE, indebted.code()));
        assertThat(new BigDecimal(debt.at("/balance/value").asString()))
                .isEqualByComparingTo(owed.negated().decimal());
        assertThat(inFundingList("owes=PARTNER&at=" + before, indebted))
                .as("it owed nothing then")
                .isEmpty();
        assertThat(inFundingList("at=" + before, rich)
                        .orElseThrow()
                        .get("available")
                        .isNull())
                .isTrue();
    }

    @Test
    void statementShowsBankReference() {
        Partner partner = partner(partners.prepaid(Money.ZERO));
        String path = "/api/v2/partners/" + partner.code() + "/funding";
        String reference = "BCA " + partner.code();
        Answer booked = staff.twoPeople(
                path + "/top-ups",
                "{\"amount\":{\"value\":\"900.00\",\"currency\":\"IDR\"},\"bank_reference\":\"" + reference + "\"}");
        assertThat(booked.status()).isEqualTo(200);

        for (Answer answer : List.of(
                staff.get(path + "/statement", Role.FINANCE), staff.getAsPartner(path + "/statement", partner))) {
            assertThat(answer.body().at("/items/0/bank_reference").asString()).isEqualTo(reference);
        }
    }

    @Test
    void liabilitiesSumToLedger() {
        Partner partner = partner(partners.prepaid(Money.rupiah(60_000)));
        purchase(partner);
        engine.awaitPaid(partner.id());

        JsonNode owed = staff.get("/api/v2/reports/owed", Role.FINANCE).body();

        Instant at = Instant.parse(owed.get("at").asString());
        Money booked = engine
                .get(Balances.class)
                .ofKinds(List.of(AccountKind.FUNDING, AccountKind.CUSTOMER_PAYABLE), at)
                .values()
                .stream()
                .map(Money::negated)
                .filter(Money::isPositive)
                .reduce(Money.ZERO, Money::plus);
        assertThat(new BigDecimal(owed.at("/total/value").asString())).isEqualByComparingTo(booked.decimal());
        Money deposit = engine.get(Balances.class).now(Account.ofPartner(AccountKind.FUNDING, partner.code()));
        assertThat(items(owed)).anySatisfy(line -> {
            assertThat(line.path("partner").asString("")).isEqualTo(partner.code());
            assertThat(line.get("creditor").asString()).isEqualTo("PARTNER");
            assertThat(new BigDecimal(line.at("/amount/value").asString()))
                    .isEqualByComparingTo(deposit.negated().decimal());
        });
    }

    /** Before the partner's funds cover a payout, the ledger has no line for the payout. */
    @Test
    void customersAreOwedNothingBeforeThePartnersFundsArrive() {
        Partner funded = waitingForFunds();
        Partner cancelled = waitingForFunds();
        Instant waiting = engine.clock().instant();
        engine.clock().advance(Duration.ofMinutes(5));
        assertThat(owedToCustomers(funded, engine.clock().instant())).isEmpty();
        engine.get(RecordTopUp.class)
                .record(new TopUp(funded, Money.rupiah(60_000), "only of " + funded.code(), "first", "test"));
        engine.get(CancelPayout.class).cancel(payoutOf(cancelled), null, "two people");
        engine.awaitPaid(funded.id());

        Instant accepted = engine.database()
                .sql("""
                        select l.at from ledger.line l join ledger.account a on a.id = l.account
                        where a.owner = ? and l.kind = 'ACCEPT'""")
                .param(funded.code())
                .query(Timestamp.class)
                .single()
                .toInstant();
        Money owed = Money.rupiah(60_000)
                .plus(engine.get(Balances.class).now(Account.ofPartner(AccountKind.FUNDING, funded.code())));

        assertThat(owedToCustomers(funded, waiting)).isEmpty();
        assertThat(owedToCustomers(cancelled, waiting)).isEmpty();
        assertThat(owedToCustomers(funded, accepted))
                .containsExactly("1 " + owed.decimal().toPlainString());
        assertThat(owedToCustomers(funded, engine.clock().instant())).isEmpty();
    }

    /** A partner without funds, and a payout that waits for them. */
    private Partner waitingForFunds() {
        Partner partner = partner(partners.prepaid(Money.ZERO));
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(ChangePartnerFunding.class)
                        .whenShort(partner.id(), Partner.ShortFunding.HOLD, "test"));
        purchase(partner);
        return partner;
    }

    private UUID payoutOf(Partner partner) {
        return engine.database()
                .sql("select id from payouts.payout where partner = ?")
                .param(partner.id().value())
                .query(UUID.class)
                .single();
    }

    /** The report's lines of the partner's customers, as number and amount. */
    private List<String> owedToCustomers(Partner partner, Instant at) {
        return items(staff.get("/api/v2/reports/owed?at=" + at, Role.FINANCE).body()).stream()
                .filter(line -> line.get("creditor").asString().equals("CUSTOMERS"))
                .filter(line -> line.path("partner").asString("").equals(partner.code()))
                .map(line -> line.get("payouts").asString() + " "
                        + line.at("/amount/value").asString())
                .toList();
    }

    @Test
    void whichCustomersWereOwedAtATimeIsAList() {
        Partner partner = partner(partners.prepaid(Money.rupiah(60_000)));
        Instant before = engine.clock().instant();
        engine.clock().advance(Duration.ofMinutes(5));
        purchase(partner);
        Instant ordered = engine.clock().instant();
        engine.clock().advance(Duration.ofMinutes(5));
        engine.awaitPaid(partner.id());
        engine.clock().advance(Duration.ofMinutes(5));
        String list = "/api/v2/payouts?partner=" + partner.code() + "&open_at=";

        assertThat(items(staff.get(list + before, Role.FINANCE).body())).isEmpty();
        assertThat(items(
                        staff.get(list + engine.clock().instant(), Role.FINANCE).body()))
                .isEmpty();
        JsonNode paid = items(staff.get("/api/v2/payouts?partner=" + partner.code(), Role.FINANCE)
                        .body())
                .getFirst();
        if (Instant.parse(paid.get("ended_at").asString()).isAfter(ordered)) {
            assertThat(items(staff.get(list + ordered, Role.FINANCE).body())).hasSize(1);
        }
    }

    @Test
    void totalsOfPayoutsAreThoseOfAPeriod() {
        Partner partner = partner(partners.prepaid(Money.rupiah(60_000)));
        purchase(partner);
        engine.awaitPaid(partner.id());
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        String summary = "/api/v2/payouts/summary?partner=" + partner.code();

        JsonNode all = staff.get(summary, Role.FINANCE).body();
        assertThat(staff.get(summary + "&from=" + today.minusDays(1) + "&to=" + today.plusDays(2), Role.FINANCE)
                        .body())
                .isEqualTo(all);
        assertThat(all.at("/providers/0/count").asInt()).isEqualTo(1);
        JsonNode earlier =
                staff.get(summary + "&to=" + today.minusDays(1), Role.FINANCE).body();
        assertThat(earlier.get("providers").isEmpty()).isTrue();
        assertThat(earlier.get("states").isEmpty()).isTrue();
        assertThat(staff.get(summary + "&from=2026-12-01&to=2026-11-01", Role.FINANCE)
                        .fields())
                .containsExactly("to");
    }

    /** 17:00 UTC is midnight in Jakarta. */
    @Test
    void daysAreInJakartaTime() {
        Partner partner = partner(partners.prepaid(Money.rupiah(60_000)));
        purchase(partner);
        String list = "/api/v2/transactions?partner=" + partner.code();
        LocalDate day =
                Jakarta.dayOf(Instant.parse(items(staff.get(list, Role.FINANCE).body())
                        .getFirst()
                        .get("accepted_at")
                        .asString()));

        assertThat(items(staff.get(list + "&from=" + day + "&to=" + day.plusDays(1), Role.FINANCE)
                        .body()))
                .hasSize(1);
        assertThat(items(staff.get(list + "&from=" + day.plusDays(1), Role.FINANCE)
                        .body()))
                .isEmpty();
        assertThat(items(staff.get(list + "&to=" + day, Role.FINANCE).body())).isEmpty();
        assertThat(staff.get(list + "&from=2026-02-30", Role.FINANCE).fields()).containsExactly("from");
    }

    private Optional<JsonNode> inFundingList(String query, Partner partner) {
        String cursor = "";
        do {
            JsonNode page = staff.get("/api/v2/funding?limit=200&" + query + cursor, Role.FINANCE)
                    .body();
            Optional<JsonNode> found = items(page).stream()
                    .filter(item -> item.get("partner").asString().equals(partner.code()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());
        return Optional.empty();
    }

    private static BigDecimal funding(JsonNode trialBalance, Partner partner) {
        return StreamSupport.stream(trialBalance.get("accounts").spliterator(), false)
                .filter(line -> line.get("kind").asString().equals("FUNDING")
                        && line.get("owner").asString().equals(partner.code()))
                .map(line -> new BigDecimal(line.at("/balance/value").asString()))
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private static List<JsonNode> items(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false).toList();
    }

    private Partner partner(PartnerId id) {
        engine.get(DataVersions.class).refresh();
        return engine.get(PartnerDirectory.class).find(id).orElseThrow();
    }

    private void purchase(Partner partner) {
        long customer = CUSTOMER.incrementAndGet();
        Acceptance accepted = engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner.id(),
                        "REF-" + customer,
                        new Msisdn(Long.toString(customer)),
                        null,
                        "LSAJA",
                        1,
                        Money.rupiah(500_000)));
        assertThat(accepted).isInstanceOf(Acceptance.Accepted.class);
    }
}
