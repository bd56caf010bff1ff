package id.kezbek.reporting.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.billing.transfers.Payment;
import id.kezbek.billing.transfers.RecordPayment;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.reporting.rebuild.RebuildRollUps;
import id.kezbek.reporting.rebuild.RebuildRollUps.Result;
import id.kezbek.reporting.rollup.Copies;
import id.kezbek.reporting.rollup.Figure;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Every movement of a partner's money is in the roll-ups as in the ledger; other differences are found. */
@EngineTest
class VerifyRollUpsTest {

    private static final AtomicLong CUSTOMER = new AtomicLong(6_281_760_000_000L);

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final VerifyRollUps verify;
    private final LedgerVerdicts verdicts;
    private final StaffCalls staff;

    VerifyRollUpsTest(EngineUnderTest engine, TestPartners partners, VerifyRollUps verify, LedgerVerdicts verdicts) {
        this.engine = engine;
        this.partners = partners;
        this.verify = verify;
        this.verdicts = verdicts;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void settle() {
        engine.settle();
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void everyMovementOfAPartnerIsRolledUpAsItWasPosted() {
        Partner prepaid = partner(partners.prepaid(Money.rupiah(2_500)));
        holdWhenShort(prepaid.id());
        buy(prepaid.id());
        buy(prepaid.id());
        Accepted released = buy(prepaid.id());
        Accepted cancelledUnfunded = buy(prepaid.id());
        engine.get(RecordTopUp.class)
                .record(new TopUp(prepaid, Money.rupiah(600), "second of " + prepaid.code(), "second", "test"));
        cancel(cancelledUnfunded);
        Partner postpaid = partner(partners.postpaid());
        buy(postpaid.id());
        engine.get(RecordPayment.class)
                .record(new Payment(postpaid, Money.rupiah(400), "paid by " + postpaid.code(), "first", "test"));
        engine.awaitPaid(postpaid.id());
        assertThat(released.isFunded()).isFalse();
        engine.settle();

        verifyToday();

        assertThat(rolledUp(prepaid)).containsExactlyInAnyOrder("FUNDING ACCEPT 3000.00", "FUNDING TOP_UP -3100.00");
        assertThat(rolledUp(postpaid))
                .containsExactlyInAnyOrder("RECEIVABLE ACCEPT 1000.00", "RECEIVABLE PARTNER_PAYMENT -400.00");
        assertThat(posted(prepaid)).isEqualTo(rolledUp(prepaid));
        assertThat(posted(postpaid)).isEqualTo(rolledUp(postpaid));
        assertThat(differences()).noneMatch(one -> isOf(one, prepaid) || isOf(one, postpaid));
        assertThat(payouts(prepaid))
                .containsExactlyInAnyOrder("CANCELLED 1 -1000.00", "FUNDED 1 1000.00", "PAID 3 3000.00");
    }

    @Test
    void rebuildCorrectsWrongFigure() {
        Partner partner = partner(partners.prepaid(Money.rupiah(9_000)));
        engine.settle();
        verifyToday();
        assertThat(differences()).noneMatch(one -> isOf(one, partner));
        Copies.Copy before = inUse();

        engine.database()
                .sql("update reporting.account_day set amount = amount - 5 where copy = ? and owner = ?")
                .params(before.number(), partner.code())
                .update();
        verifyToday();

        assertThat(differences().stream().filter(one -> isOf(one, partner)))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.rolledUp()).isEqualTo(Money.rupiah(-9_005));
                    assertThat(one.ledger()).isEqualTo(Money.rupiah(-9_000));
                });
        assertThat(verdicts.different()).isPositive();
        JsonNode check = check();
        assertThat(check.get("state").asString()).isEqualTo("DIFFERENT");
        assertThat(check.get("is_amber").asBoolean()).isTrue();
        assertThat(check.get("as_of").isNull()).isFalse();
        assertThat(check.get("differences").toString()).contains(partner.code());

        Result rebuilt = engine.get(RebuildRollUps.class).run();

        assertThat(rebuilt).isInstanceOf(Result.Swapped.class);
        assertThat(((Result.Swapped) rebuilt).different()).isEqualTo(2);
        assertThat(inUse().number()).isNotEqualTo(before.number());
        assertThat(engine.count("reporting.account_day where copy = " + before.number()))
                .isZero();
        assertThat(engine.count("facts.consumer where name = '" + before.consumer() + "'"))
                .isZero();
        verifyToday();
        assertThat(differences()).noneMatch(one -> isOf(one, partner));
    }

    @Test
    void findsFiguresThatDifferFromTheirSources() {
        Partner partner = partner(partners.postpaid());
        buy(partner.id());
        engine.awaitPaid(partner.id());
        engine.settle();
        verifyToday();
        Map<Figure, BigDecimal> before = figures();
        Copies.Copy inUse = inUse();

        for (String wrong : List.of(
                "reporting.purchase_hour set purchases = purchases + 1, amount = amount + 7",
                "reporting.payout_hour set amount = amount - 3")) {
            assertThat(engine.database()
                            .sql("update " + wrong + " where copy = ? and partner = ?")
                            .params(inUse.number(), partner.id().value())
                            .update())
                    .isEqualTo(1);
        }
        verifyToday();

        assertThat(moreThan(before))
                .isEqualTo(Map.of(
                        Figure.PURCHASES, new BigDecimal("1.00"),
                        Figure.PURCHASE_AMOUNT, new BigDecimal("7.00"),
                        Figure.PAID_AMOUNT, new BigDecimal("-3.00")));
        assertThat(check().get("state").asString()).isEqualTo("DIFFERENT");
        assertThat(check().get("figures").toString()).contains("PAID_AMOUNT");

        for (String right : List.of(
                "reporting.purchase_hour set purchases = purchases - 1, amount = amount - 7",
                "reporting.payout_hour set amount = amount + 3")) {
            engine.database()
                    .sql("update " + right + " where copy = ? and partner = ?")
                    .params(inUse.number(), partner.id().value())
                    .update();
        }
        verifyToday();
        assertThat(moreThan(before)).isEmpty();
    }

    /** The difference between the roll-ups and their sources today. */
    private Map<Figure, BigDecimal> figures() {
        return verdicts.figures(today(), today(), 1_000).stream()
                .collect(Collectors.toMap(
                        FigureDifference::figure, one -> one.rolledUp().subtract(one.source())));
    }

    private Map<Figure, BigDecimal> moreThan(Map<Figure, BigDecimal> before) {
        Map<Figure, BigDecimal> more = new HashMap<>(figures());
        before.forEach((figure, value) -> more.merge(figure, value.negate(), BigDecimal::add));
        more.values().removeIf(value -> value.signum() == 0);
        return more;
    }

    @Test
    void rebuildKeepsCorrectFigures() {
        engine.settle();

        Result rebuilt = engine.get(RebuildRollUps.class).run();

        assertThat(rebuilt)
                .isInstanceOfSatisfying(
                        Result.Swapped.class,
                        swapped -> assertThat(swapped.different()).isZero());
    }

    @Test
    void refusesDaysInTheWrongOrder() {
        Answer answer = staff.get("/api/v2/reports/ledger-check?from=2026-12-01&to=2026-11-30", Role.FINANCE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("from");
        assertThat(staff.get("/api/v2/reports/ledger-check?from=2026-2-1", Role.AUDITOR)
                        .fields())
                .containsExactly("from");
    }

    private JsonNode check() {
        String today = today().toString();
        return staff.get("/api/v2/reports/ledger-check?from=" + today + "&to=" + today, Role.AUDITOR)
                .body();
    }

    private LocalDate today() {
        return Jakarta.dayOf(engine.clock().instant());
    }

    private void verifyToday() {
        assertThat(verify.verify(today().minusDays(1), today())).isPresent();
    }

    private List<LedgerDifference> differences() {
        return verdicts.differences(today().minusDays(1), today(), 1_000);
    }

    private static boolean isOf(LedgerDifference one, Partner partner) {
        return one.account().owner().equals(partner.code());
    }

    private Copies.Copy inUse() {
        return Copies.inUse(engine.database());
    }

    private List<String> rolledUp(Partner partner) {
        return engine.database()
                .sql("""
                        select account || ' ' || movement || ' ' || sum(amount) from reporting.accounts_by_day
                        where owner = ? group by account, movement order by 1""")
                .param(partner.code())
                .query(String.class)
                .list();
    }

    private List<String> posted(Partner partner) {
        return engine.database()
                .sql("""
                        select a.kind || ' ' || l.kind || ' ' || sum(l.amount) from ledger.line l
                        join ledger.account a on a.id = l.account where a.owner = ? group by a.kind, l.kind order by 1""")
                .param(partner.code())
                .query(String.class)
                .list();
    }

    private List<String> payouts(Partner partner) {
        return engine.database()
                .sql("""
                        select outcome || ' ' || sum(payouts) || ' ' || sum(amount) from reporting.payouts_by_hour
                        where partner = ? group by outcome""")
                .param(partner.id().value())
                .query(String.class)
                .list();
    }

    private Partner partner(PartnerId id) {
        return engine.get(PartnerDirectory.class).find(id).orElseThrow();
    }

    private void holdWhenShort(PartnerId partner) {
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        engine.get(ChangePartnerFunding.class).whenShort(partner, Partner.ShortFunding.HOLD, "test"));
    }

    /** A purchase by a new customer, with Rp1,000 of cashback. */
    private Accepted buy(PartnerId partner) {
        long customer = CUSTOMER.incrementAndGet();
        return (Accepted) engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner,
                        "REF-" + customer,
                        new Msisdn(Long.toString(customer)),
                        null,
                        "LSAJA",
                        1,
                        Money.rupiah(100_000)));
    }

    private void cancel(Accepted accepted) {
        UUID payout = accepted.payout();
        assertThat(payout).isNotNull();
        engine.get(CancelPayout.class).cancel(payout, null, "two people");
    }
}
