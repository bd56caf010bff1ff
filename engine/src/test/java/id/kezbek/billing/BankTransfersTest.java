package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.ProposeAct;
import id.kezbek.approvals.audit.Actors;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.payouts.floats.RecordFloatTopUp;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Colleague;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bank transfer can be booked only once over all partners, and two people can reverse it once. */
@EngineTest
class BankTransfersTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String CONFLICT = "409 state-conflict";
    private static final String FLOAT = "/api/v2/providers/JOSVOH2H/float-top-ups";

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final ChangeFundingTerms terms;
    private final FundingWorld world;
    private Colleague first;
    private Colleague second;

    BankTransfersTest(EngineUnderTest engine, TestPartners partners, ChangeFundingTerms terms) {
        this.engine = engine;
        this.partners = partners;
        this.terms = terms;
        this.world = new FundingWorld(engine);
    }

    @BeforeEach
    void twoOfFinance() {
        first = new Colleague(engine, Role.FINANCE);
        second = new Colleague(engine, Role.FINANCE);
    }

    @Test
    void isBookedOnceOverPartnersKindsAndSpellings() {
        PartnerId one = partners.prepaid(Money.ZERO);
        PartnerId other = partners.prepaid(Money.ZERO);
        PartnerId postpaid = onCredit();
        String reference = reference();
        assertThat(booked(topUps(one), transfer(1_000, reference)).status()).isEqualTo(200);

        for (String spelling : List.of(
                reference,
                reference.toLowerCase(Locale.ROOT),
                reference.replace(" ", "  "),
                reference.replace("BCA", "\uff22CA"))) {
            for (String path : List.of(topUps(one), topUps(other), path(postpaid, "/payments"), FLOAT)) {
                Answer answer = second.post(path, transfer(1_000, spelling));
                assertThat(answer.v2()).as("%s at %s", spelling, path).isEqualTo(CONFLICT);
                assertThat(answer.http().body())
                        .contains("TOP_UP", world.partner(one).code());
            }
        }
        assertThat(world.available(other)).isEqualTo(Money.ZERO);
    }

    @Test
    void isProposedOnceAndFreeAgainWhenTheProposalIsRejected() {
        PartnerId one = partners.prepaid(Money.ZERO);
        PartnerId other = partners.prepaid(Money.ZERO);
        String reference = reference();
        Answer proposed = first.post(topUps(one), transfer(1_000, reference));
        String approval = proposed.body().get("id").asString();
        for (String path : List.of(topUps(other), FLOAT)) {
            Answer answer = second.post(path, transfer(1_000, reference));
            assertThat(answer.v2()).isEqualTo(CONFLICT);
            assertThat(answer.http().body()).contains(approval);
        }
        assertThat(second.post("/api/v2/approvals/" + approval + "/reject", "{\"reason\":\"the other partner's\"}")
                        .status())
                .isEqualTo(200);

        assertThat(booked(topUps(other), transfer(1_000, reference)).status()).isEqualTo(200);
        assertThat(world.available(one)).isEqualTo(Money.ZERO);
        assertThat(world.available(other)).isEqualTo(Money.rupiah(1_000));
    }

    @Test
    void ofSeveralBookingsAtOnceOneIsMade() throws Exception {
        String reference = reference();
        int callers = 4;
        CyclicBarrier together = new CyclicBarrier(2 * callers);
        List<Future<Boolean>> answers = new ArrayList<>();
        List<PartnerId> funded = new ArrayList<>();
        Money float0 = floatBooked();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                PartnerId partner = partners.prepaid(Money.ZERO);
                funded.add(partner);
                TopUp topUp = new TopUp(world.partner(partner), Money.rupiah(700), reference, "key", "test");
                answers.add(threads.submit(() -> {
                    together.await();
                    return isMade(() -> engine.get(RecordTopUp.class).record(topUp));
                }));
                answers.add(threads.submit(() -> {
                    together.await();
                    return isMade(() -> engine.get(RecordFloatTopUp.class)
                            .record("JOSVOH2H", Money.rupiah(700), reference, "test"));
                }));
            }
            int made = 0;
            for (Future<Boolean> answer : answers) {
                made += answer.get(30, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(made).isOne();
        }
        Money credited = funded.stream().map(world::available).reduce(Money.ZERO, Money::plus);
        assertThat(credited.plus(floatBooked().minus(float0))).isEqualTo(Money.rupiah(700));
    }

    @ParameterizedTest
    @ValueSource(strings = {" REF-1", "REF-1 ", "\\u00a0REF-1", "REF\\u00a01", "REF\\n1", "REF\\u200b1", "  "})
    void refusesLookAlikeReferences(String reference) {
        String body = transfer(1, reference);
        for (String path : List.of(topUps(partners.prepaid(Money.ZERO)), path(onCredit(), "/payments"), FLOAT)) {
            Answer answer = first.post(path, body);
            assertThat(answer.v2()).as("%s", answer.body()).isEqualTo("400 bad-payload");
            assertThat(answer.fields()).containsExactly("bank_reference");
        }
    }

    @Test
    void twoPeopleReverseTopUpOnce() {
        PartnerId partner = partners.prepaid(Money.rupiah(500));
        String reference = reference();
        String transfer = idOf(booked(topUps(partner), transfer(1_000, reference)));
        Answer proposed = first.post(path(partner, "/reversals"), reversal(transfer, false));
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(first.approve(proposed).v2()).isEqualTo("403 forbidden");
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(1_500));

        assertThat(second.approve(proposed).status()).isEqualTo(200);

        assertThat(world.available(partner)).isEqualTo(Money.rupiah(500));
        assertThat(world.lines(partner, AccountKind.FUNDING))
                .containsExactly("TOP_UP -500", "TOP_UP -1000", "TRANSFER_REVERSAL 1000");
        Answer statement = first.get(path(partner, "/statement"));
        assertThat(statement.body().at("/items/2/kind").asString()).isEqualTo("TRANSFER_REVERSAL");
        assertThat(statement.body().at("/items/2/subject").asString())
                .as("it points at what it takes back")
                .isEqualTo(statement.body().at("/items/1/subject").asString())
                .isEqualTo(transfer);
        assertThat(first.post(path(partner, "/reversals"), reversal(transfer, false))
                        .v2())
                .as("once")
                .isEqualTo(CONFLICT);
        assertThat(first.post(topUps(partner), transfer(1_000, reference)).v2())
                .as("its reference stays taken")
                .isEqualTo(CONFLICT);
    }

    @Test
    void reversedTransferCanBeBookedForOtherPartner() {
        PartnerId wrong = partners.prepaid(Money.ZERO);
        PartnerId right = partners.prepaid(Money.ZERO);
        String reference = reference();
        String transfer = idOf(booked(topUps(wrong), transfer(1_000, reference)));
        assertThat(booked(path(wrong, "/reversals"), reversal(transfer, true)).status())
                .isEqualTo(200);

        assertThat(booked(topUps(right), transfer(1_000, reference)).status()).isEqualTo(200);
        assertThat(world.available(wrong)).isEqualTo(Money.ZERO);
        assertThat(world.available(right)).isEqualTo(Money.rupiah(1_000));
        assertThat(first.post(topUps(wrong), transfer(1_000, reference)).v2()).isEqualTo(CONFLICT);
    }

    @Test
    void refusesReversalOfSpentMoney() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        String transfer = idOf(booked(topUps(partner), transfer(50_000, reference())));
        Answer early = first.post(path(partner, "/reversals"), reversal(transfer, false));
        world.purchase(partner, 100_000);
        engine.awaitPaid(partner);
        Money left = world.available(partner);
        assertThat(left.below(Money.rupiah(50_000))).isTrue();

        assertThat(second.approve(early).v2()).isEqualTo(CONFLICT);
        Answer late = second.post(path(partner, "/reversals"), reversal(transfer, true));
        assertThat(late.v2()).isEqualTo(CONFLICT);
        assertThat(world.available(partner)).isEqualTo(left);

        Money missing = Money.rupiah(50_000).minus(left);
        booked(topUps(partner), transfer(missing.decimal().longValueExact(), reference()));
        assertThat(second.approve(early).status()).as("once it has paid in").isEqualTo(200);
        assertThat(world.available(partner)).isEqualTo(Money.ZERO);
    }

    @Test
    void reversedPaymentIsOwedAgain() {
        PartnerId partner = onCredit();
        world.purchase(partner, 100_000);
        engine.awaitPaid(partner);
        Money owed = world.booked(partner, AccountKind.RECEIVABLE);
        String transfer = idOf(booked(path(partner, "/payments"), transfer(100, reference())));
        assertThat(world.booked(partner, AccountKind.RECEIVABLE)).isEqualTo(owed.minus(Money.rupiah(100)));

        assertThat(booked(path(partner, "/reversals"), reversal(transfer, false))
                        .status())
                .isEqualTo(200);

        assertThat(world.booked(partner, AccountKind.RECEIVABLE)).isEqualTo(owed);
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(9_000).minus(owed));
    }

    @Test
    void reversedFloatTopUpFreesReference() {
        Money before = floatBooked();
        String reference = reference();
        String transfer = idOf(booked(FLOAT, transfer(5_000, reference)));
        String reversals = "/api/v2/providers/JOSVOH2H/float-reversals";
        assertThat(first.post("/api/v2/providers/XENIT/float-reversals", reversal(transfer, true))
                        .v2())
                .as("another provider's")
                .isEqualTo("404 not-found");

        assertThat(booked(reversals, reversal(transfer, true)).status()).isEqualTo(200);
        assertThat(floatBooked()).isEqualTo(before);
        assertThat(first.post(reversals, reversal(transfer, true)).v2()).isEqualTo(CONFLICT);

        assertThat(booked(FLOAT, transfer(500, reference)).status()).isEqualTo(200);
        assertThat(floatBooked()).isEqualTo(before.plus(Money.rupiah(500)));
    }

    @Test
    void onePersonBooksAloneUpToTheDaysLimit() {
        BankTransfers limited = new BankTransfers(
                engine.get(Actors.class),
                engine.get(JdbcClient.class),
                engine.get(ProposeAct.class),
                engine.clock(),
                BigDecimal.valueOf(1_000));
        String person = first.email();
        assertThat(limited.takesTwo(Money.rupiah(1_001), person)).isTrue();
        assertThat(limited.takesTwo(Money.rupiah(1_000), person)).isFalse();

        engine.get(RecordTopUp.class)
                .record(new TopUp(
                        world.partner(partners.prepaid(Money.ZERO)), Money.rupiah(600), reference(), "alone", person));

        assertThat(limited.takesTwo(Money.rupiah(400), person)).isFalse();
        assertThat(limited.takesTwo(Money.rupiah(401), person.toUpperCase(Locale.ROOT)))
                .as("many small ones are a large one")
                .isTrue();
        assertThat(limited.takesTwo(Money.rupiah(1_000), second.email())).isFalse();
        assertThat(engine.get(BankTransfers.class).takesTwo(Money.rupiah(new BigDecimal("0.01")), person))
                .as("by default always")
                .isTrue();
    }

    private PartnerId onCredit() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        terms.postpaid(partner, Optional.of(Money.rupiah(9_000)), "test");
        world.awaitLimit(partner);
        return partner;
    }

    private Answer booked(String path, String body) {
        Answer proposed = first.post(path, body);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return second.approve(proposed);
    }

    private static String idOf(Answer approved) {
        assertThat(approved.status()).as("%s", approved.body()).isEqualTo(200);
        return approved.body().at("/arguments/id").asString();
    }

    private static boolean isMade(Runnable booking) {
        try {
            booking.run();
            return true;
        } catch (Refusal refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
            return false;
        }
    }

    private Money floatBooked() {
        return Money.rupiah(new BigDecimal(first.get("/api/v2/providers/JOSVOH2H")
                .body()
                .at("/float/available/value")
                .asString()));
    }

    private String topUps(PartnerId partner) {
        return path(partner, "/top-ups");
    }

    private String path(PartnerId partner, String what) {
        return "/api/v2/partners/" + world.partner(partner).code() + "/funding" + what;
    }

    private static String reference() {
        return "BCA Transfer " + NUMBER.incrementAndGet();
    }

    private static String transfer(long rupiah, String reference) {
        return "{\"amount\":{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"},\"bank_reference\":\"" + reference
                + "\"}";
    }

    private static String reversal(String transfer, boolean freesReference) {
        return "{\"transfer\":\"" + transfer + "\",\"frees_reference\":" + freesReference
                + ",\"reason\":\"booked in error\"}";
    }
}
