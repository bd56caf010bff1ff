package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.Duties;
import id.kezbek.approvals.Duty;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Colleague;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation in which one person may book up to an amount per day alone: {@code cezbek.funding.alone-up-to}. */
class AloneUpToTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FORBIDDEN = "403 forbidden";
    private static final String FLOAT = "/api/v2/providers/JOSVOH2H/float-top-ups";

    private static OwnEngine own;

    @BeforeAll
    static void start() {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase("alone_up_to");
        properties.put("server.port", 0);
        properties.put("cezbek.funding.alone-up-to", 1_000_000);
        own = OwnEngine.start(properties);
    }

    @AfterAll
    static void stop() {
        if (own != null) {
            own.close();
        }
    }

    @Test
    void onePersonBooksUpToTheLimitOfADayAlone() throws Exception {
        String one = topUps(own.engine().partner("ALONEA").partner().code());
        String other = topUps(own.engine().partner("ALONEB").partner().code());
        Colleague person = new Colleague(own.engine(), Role.FINANCE);

        Answer booked = person.post(one, transfer(600_000));
        assertThat(booked.status()).as("%s", booked.body()).isEqualTo(201);
        assertThat(person.get(one.replace("/top-ups", ""))
                        .body()
                        .at("/balance/value")
                        .asString())
                .isEqualTo("600000.00");
        assertThat(person.post(one, transfer(1_000_001)).status())
                .as("above the limit at once")
                .isEqualTo(202);
        assertThat(person.post(other, transfer(400_001)).status())
                .as("above the limit together, at another partner")
                .isEqualTo(202);
        assertThat(person.post(FLOAT, transfer(400_001)).status())
                .as("and of another kind")
                .isEqualTo(202);
        assertThat(person.post(FLOAT, transfer(400_000)).status())
                .as("exactly the limit")
                .isEqualTo(201);
        assertThat(person.post(one, transfer(1)).status()).as("one rupiah more").isEqualTo(202);
        assertThat(new Colleague(own.engine(), Role.FINANCE)
                        .post(one, transfer(1_000_000))
                        .status())
                .as("another person has another limit")
                .isEqualTo(201);
        Colleague next = new Colleague(own.engine(), Role.FINANCE);
        assertThat(statuses(next, one)).as("at once").containsOnlyOnce(201);
    }

    /** The cells with FUNDER in the table of duties, for a booking without a second person. */
    @Test
    void bookingAloneCountsAsFundingDuty() {
        for (Duty duty : Duty.values()) {
            if (duty != Duty.FUNDER) {
                bookThen(duty, own.engine());
                thenBook(duty, own.engine());
            }
        }
        onlyThatPartnerAndOnlyThatPerson(own.engine());
    }

    private static void bookThen(Duty duty, EngineUnderTest engine) {
        Colleague person = new Colleague(engine, Role.ADMIN);
        Colleague colleague = new Colleague(engine, Role.ADMIN);
        DutyCalls calls = DutyCalls.onboardedBy(colleague);
        assertThat(calls.topUpBy(person).status()).isEqualTo(201);

        Answer taken = takeUp(duty, calls, person, colleague);

        assertTaken(duty, taken, "after booking alone");
        if (duty == Duty.ONBOARDER) {
            assertThat(person.approve(calls.credentialBy(colleague)).v2())
                    .as("approves a credential")
                    .isEqualTo(FORBIDDEN);
        }
        if (duty == Duty.RULE_EDITOR) {
            assertThat(person.approve(calls.ruleBy(colleague)).v2())
                    .as("approves a rule")
                    .isEqualTo(FORBIDDEN);
        }
    }

    private static void thenBook(Duty duty, EngineUnderTest engine) {
        Colleague person = new Colleague(engine, Role.ADMIN);
        Colleague colleague = new Colleague(engine, Role.ADMIN);
        DutyCalls calls = DutyCalls.onboardedBy(duty == Duty.ONBOARDER ? person : colleague);
        if (duty != Duty.ONBOARDER) {
            assertThat(takeUp(duty, calls, person, colleague).status()).isIn(200, 202);
        }

        Answer booked = calls.topUpBy(person);

        assertTaken(duty, booked, "books alone");
        Money balance = engine.get(Balances.class).now(Account.ofPartner(AccountKind.FUNDING, calls.partner()));
        assertThat(balance).isEqualTo(Money.ZERO.minus(booked.status() == 201 ? Money.rupiah(1_000) : Money.ZERO));
    }

    private static void onlyThatPartnerAndOnlyThatPerson(EngineUnderTest engine) {
        Colleague person = new Colleague(engine, Role.ADMIN);
        Colleague colleague = new Colleague(engine, Role.ADMIN);
        DutyCalls booked = DutyCalls.onboardedBy(colleague);
        assertThat(booked.topUpBy(person).status()).isEqualTo(201);

        assertThat(DutyCalls.onboardedBy(colleague).ruleBy(person).status())
                .as("of another partner")
                .isEqualTo(202);
        assertThat(booked.ruleBy(new Colleague(engine, Role.ADMIN)).status())
                .as("another person")
                .isEqualTo(202);
        DutyCalls aliased = DutyCalls.onboardedBy(colleague);
        engine.get(JdbcClient.class)
                .sql("""
                        insert into ledger.bank_transfer (reference, transfer, kind, owner, amount, recorded_by, recorded_at)
                        values ('of an alias', gen_random_uuid(), 'TOP_UP', ?, 1000, ?, now())""")
                .params(aliased.partner(), person.email().replace("@", "+2@"))
                .update();
        assertThat(aliased.ruleBy(person).v2())
                .as("booked under another spelling of the mailbox")
                .isEqualTo(FORBIDDEN);
    }

    private static void assertTaken(Duty duty, Answer answer, String what) {
        if (Duties.exclusion(Duty.FUNDER, duty).isPresent()) {
            assertThat(answer.v2()).as("%s, %s: %s", duty, what, answer.body()).isEqualTo(FORBIDDEN);
        } else {
            assertThat(answer.status())
                    .as("%s, %s: %s", duty, what, answer.body())
                    .isIn(200, 201, 202);
        }
    }

    private static Answer takeUp(Duty duty, DutyCalls calls, Colleague person, Colleague colleague) {
        return switch (duty) {
            case ONBOARDER -> calls.credentialBy(person);
            case RULE_EDITOR -> calls.ruleBy(person);
            case PROPOSER -> calls.settingBy(person);
            case APPROVER -> person.approve(calls.settingBy(colleague));
            case FUNDER -> calls.topUpBy(person);
        };
    }

    /** Four concurrent bookings. The sum of any two is above the limit. */
    private static List<Integer> statuses(Colleague person, String path) throws Exception {
        List<Callable<Answer>> calls = IntStream.range(0, 4)
                .<Callable<Answer>>mapToObj(n -> () -> person.post(path, transfer(600_000)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> call : threads.invokeAll(calls)) {
                statuses.add(call.get().status());
            }
            return statuses;
        }
    }

    private static String topUps(String partner) {
        return "/api/v2/partners/" + partner + "/funding/top-ups";
    }

    private static String transfer(long rupiah) {
        return "{\"amount\":{\"value\":\"" + rupiah
                + ".00\",\"currency\":\"IDR\"},\"reason\":\"a transfer\",\"bank_reference\":\"ALONE "
                + NUMBER.incrementAndGet() + "\"}";
    }
}
