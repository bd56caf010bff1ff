package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.approvals.Act;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.pricing.ChangeWalletAct;
import id.kezbek.payouts.pricing.ScheduleFee;
import id.kezbek.payouts.pricing.ScheduleFeeAct;
import id.kezbek.payouts.provider.PauseProvider;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A change that one process has acknowledged applies to the next decision of another process, which does not refresh
 * by itself here. Each change is tested in both directions.
 */
class InForceOnEveryProcessTest {

    private static final int BOTH_WAYS = 4;
    private static final AtomicInteger CUSTOMER = new AtomicInteger();

    private int changed;
    private int next;
    private int round;

    @BeforeEach
    void takeSides(RepetitionInfo repetition) {
        round = repetition.getCurrentRepetition();
        changed = round & 1;
        next = 1 - changed;
        TwoProcesses.CLOCK.turnTo(LocalDate.of(2027, 1, 1).plusDays(CUSTOMER.incrementAndGet()));
        // Payouts of other tests, which nothing pays here.
        TwoProcesses.database()
                .sql("update payouts.payout set state = 'CANCELLED' where state in ('PENDING', 'HELD', 'ATTENTION')")
                .update();
    }

    @RepeatedTest(BOTH_WAYS)
    void newPartner() {
        PartnerDirectory there = TwoProcesses.get(next, PartnerDirectory.class);
        assertThat(there.find("NOBODY")).as("what it knows so far").isEmpty();

        PartnerId partner = TwoProcesses.get(changed, OnboardPartner.class)
                .onboard(PartnerSamples.partner("NEW" + round), "test")
                .partner()
                .id();

        assertThat(there.find(partner)).isPresent();
    }

    @RepeatedTest(BOTH_WAYS)
    void changedRule() {
        PartnerId partner = partner(1_000_000);
        assertThat(accepted(partner).decision().cashback()).isEqualTo(Money.rupiah(1_000));

        for (int version = 1; version <= 3; version++) {
            Rule rule = ruleOf(partner, version);
            change(() -> TwoProcesses.get(changed, Rules.class).add(rule));

            Accepted accepted = accepted(partner);
            assertThat(accepted.decision().rule().id()).isEqualTo(rule.id());
            assertThat(accepted.decision().rule().version()).isEqualTo(version);
            assertThat(accepted.decision().cashback()).isEqualTo(Money.rupiah(10_000L * version));
        }
    }

    @RepeatedTest(BOTH_WAYS)
    void ruleAddedAndEnded() {
        PartnerId partner = partner(1_000_000);
        String code = TwoProcesses.get(0, PartnerDirectory.class)
                .find(partner)
                .orElseThrow()
                .code();
        accepted(partner);
        ChangeRuleAct act = TwoProcesses.get(changed, ChangeRuleAct.class);
        long rule = TwoProcesses.get(changed, ChangeRule.class).newRule();

        decide(act, rule(rule, 0, code, false));
        assertThat(accepted(partner).decision().rule().id()).isEqualTo(rule);

        decide(act, rule(rule, 1, code, true));
        assertThat(accepted(partner).decision().rule().id()).isEqualTo(1);
    }

    @RepeatedTest(BOTH_WAYS)
    void walletIsAddedAndClosed() {
        PartnerId partner = partner(1_000_000);
        String wallet = "IFP" + CUSTOMER.incrementAndGet();
        ChangeWalletAct act = TwoProcesses.get(changed, ChangeWalletAct.class);
        assertThat(accept(partner, customer(), wallet)).isInstanceOf(Refused.class);

        decide(act, wallet(wallet, 0, true));
        assertThat(accept(partner, customer(), wallet)).isInstanceOf(Accepted.class);

        decide(act, wallet(wallet, 1, false));
        assertThat(accept(partner, customer(), wallet)).isInstanceOf(Refused.class);
    }

    @RepeatedTest(BOTH_WAYS)
    void providerIsDisabledForWallet() throws Exception {
        PartnerId partner = partner(1_000_000);
        ScheduleFeeAct act = TwoProcesses.get(changed, ScheduleFeeAct.class);
        assertThat(claimed(partner, "LSAJA")).isEqualTo("MTRANS 500");

        decide(act, act.following(mtrans(false)));
        try {
            assertThat(claimed(partner, "LSAJA")).isEqualTo("XENIT 650");
        } finally {
            decide(act, act.following(mtrans(true)));
        }
        assertThat(claimed(partner, "LSAJA")).isEqualTo("MTRANS 500");
    }

    private static ScheduleFeeAct.Arguments mtrans(boolean enabled) {
        return new ScheduleFeeAct.Arguments("MTRANS", "LSAJA", null, null, null, null, enabled, null, null, null, null);
    }

    /** Proposes and approves on the process that makes the change. */
    private <A> void decide(Act<A> act, A arguments) {
        TwoProcesses.get(changed, AddStaff.class).add("one@staff.example", "One", Role.OPERATIONS);
        TwoProcesses.get(changed, AddStaff.class).add("other@staff.example", "Other", Role.ADMIN);
        Caller proposer = new Caller(Role.OPERATIONS, "one@staff.example", null);
        Caller approver = new Caller(Role.ADMIN, "other@staff.example", null);
        UUID approval = TwoProcesses.get(changed, ProposeAct.class)
                .propose(act, arguments, "a test", proposer)
                .id();
        assertThat(TwoProcesses.get(changed, DecideApproval.class)
                        .approve(approval, approver)
                        .endedBy())
                .isEqualTo("other@staff.example");
    }

    private static ChangeRuleAct.Arguments rule(long rule, int base, String partner, boolean ends) {
        BigDecimal from = BigDecimal.valueOf(50_000);
        return new ChangeRuleAct.Arguments(
                rule,
                base,
                partner,
                null,
                1,
                null,
                from,
                null,
                BigDecimal.TEN,
                null,
                null,
                null,
                null,
                null,
                null,
                ends,
                null);
    }

    private static ChangeWalletAct.Arguments wallet(String code, int base, boolean active) {
        return new ChangeWalletAct.Arguments(
                code, base, "A wallet", BigDecimal.ONE, BigDecimal.valueOf(2_000_000), active);
    }

    @RepeatedTest(BOTH_WAYS)
    void tiers() {
        PartnerId partner = partner(1_000_000);
        Msisdn customer = customer();
        accept(partner, customer);

        long reward = 100 + round;
        setTiers(Map.of(2, Money.rupiah(reward)));
        try {
            assertThat(((Accepted) accept(partner, customer)).reward()).isEqualTo(Money.rupiah(reward));
        } finally {
            setTiers(Map.of());
        }
        assertThat(((Accepted) accept(partner, customer)).reward()).isEqualTo(Money.rupiah(1_000));
    }

    @RepeatedTest(BOTH_WAYS)
    void suspensionAndItsEnd() {
        PartnerId partner = partner(1_000_000);
        accepted(partner);

        TwoProcesses.get(changed, SuspendPartner.class).suspend(partner, "test");
        assertThat(refusal(partner)).isEqualTo(ErrorCode.UNAUTHORIZED);

        TwoProcesses.get(changed, SuspendPartner.class).reactivate(partner, "test");
        accepted(partner);
    }

    @RepeatedTest(BOTH_WAYS)
    void treatmentOfShortPurchasesChanges() {
        PartnerId partner = partner(0);
        assertThat(refusal(partner)).isEqualTo(ErrorCode.FUNDING_SHORT);

        whenShort(partner, Partner.ShortFunding.HOLD);
        assertThat(accepted(partner).isFunded()).isFalse();

        whenShort(partner, Partner.ShortFunding.REFUSE);
        assertThat(refusal(partner)).isEqualTo(ErrorCode.FUNDING_SHORT);
    }

    @RepeatedTest(BOTH_WAYS)
    void pauseOfProviderAndItsEnd() throws Exception {
        PartnerId partner = partner(1_000_000);
        PauseProvider pauses = TwoProcesses.get(changed, PauseProvider.class);
        assertThat(claimed(partner, "LSAJA")).isEqualTo("MTRANS 500");

        pauses.pause("MTRANS", "a test", "test");
        try {
            assertThat(claimed(partner, "LSAJA")).isEqualTo("XENIT 650");
        } finally {
            pauses.resume("MTRANS", "test");
        }
        assertThat(claimed(partner, "LSAJA")).isEqualTo("MTRANS 500");
    }

    @RepeatedTest(BOTH_WAYS)
    void feeFromItsStart() throws Exception {
        PartnerId partner = partner(1_000_000);
        String before = claimed(partner, "JOSVO");
        long fee = 400 - round;

        TwoProcesses.get(changed, ScheduleFee.class)
                .add(new RoutingSettings.Fee(
                        "JOSVOH2H",
                        "JOSVO",
                        TwoProcesses.CLOCK.instant().plusSeconds(3_600),
                        Money.rupiah(fee),
                        Money.rupiah(1),
                        Money.rupiah(2_000_000),
                        true));
        assertThat(claimed(partner, "JOSVO")).isEqualTo(before);

        TwoProcesses.CLOCK.advance(Duration.ofHours(1));
        assertThat(claimed(partner, "JOSVO")).isEqualTo("JOSVOH2H " + fee);
    }

    /** The provider and fee that the other process chooses for the next payout to this wallet. */
    private String claimed(PartnerId partner, String wallet) throws InterruptedException {
        UUID payout = ((Accepted) accept(partner, customer(), wallet)).payout();
        Dispatch dispatch = TwoProcesses.get(next, Dispatch.class);
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        return TwoProcesses.get(next, JdbcClient.class)
                .sql("select provider || ' ' || fee::bigint from payouts.attempt where payout = ? and number = 1")
                .param(payout)
                .query(String.class)
                .single();
    }

    private Accepted accepted(PartnerId partner) {
        Acceptance outcome = accept(partner, customer());
        assertThat(outcome).isInstanceOf(Accepted.class);
        return (Accepted) outcome;
    }

    private ErrorCode refusal(PartnerId partner) {
        Acceptance outcome = accept(partner, customer());
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).refusal().code();
    }

    private Acceptance accept(PartnerId partner, Msisdn customer) {
        return accept(partner, customer, "LSAJA");
    }

    private Acceptance accept(PartnerId partner, Msisdn customer, String wallet) {
        Purchase purchase = new Purchase(
                partner, "R" + CUSTOMER.incrementAndGet(), customer, null, wallet, 1, Money.rupiah(100_000));
        return TwoProcesses.get(next, Purchases.class).accept(List.of(purchase)).getFirst();
    }

    private static PartnerId partner(long balance) {
        return TwoProcesses.partners().prepaid(Money.rupiah(balance));
    }

    private static Msisdn customer() {
        return new Msisdn("62876" + (1_000_000 + CUSTOMER.incrementAndGet()));
    }

    private void whenShort(PartnerId partner, Partner.ShortFunding setting) {
        change(() -> TwoProcesses.get(changed, ChangePartnerFunding.class).whenShort(partner, setting, "test"));
    }

    private void change(Runnable act) {
        TwoProcesses.get(changed, TransactionTemplate.class).executeWithoutResult(status -> act.run());
    }

    /** The published tiers, with other rewards in the lowest tier. */
    private void setTiers(Map<Integer, Money> lowest) {
        List<Tier> tiers = IntStream.range(0, Foretold.LADDER.size())
                .mapToObj(grade -> AcceptRun.tier(grade + 1, Foretold.LADDER.get(grade)))
                .map(tier -> tier.grade() == 1 && !lowest.isEmpty()
                        ? new Tier(tier.code(), 1, tier.lastCount(), tier.lastsDays(), lowest)
                        : tier)
                .toList();
        change(() -> TwoProcesses.get(changed, Tiers.class).replace(tiers));
    }

    private static Rule ruleOf(PartnerId partner, int version) {
        return new Rule(
                20_000 + partner.value(),
                version,
                partner,
                null,
                1,
                null,
                Money.rupiah(50_000),
                null,
                BigDecimal.valueOf(10L * version),
                null,
                Instant.EPOCH,
                null,
                RuleLimits.NONE);
    }
}
