package id.kezbek.loyalty.stays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.loyalty.Advance;
import id.kezbek.loyalty.LoyaltyWorld;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Move;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Totals;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.TwoProcesses;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job that ends tier periods, on two processes: exact, once, and with the same result as a purchase that comes
 * first.
 */
class ExpireStaysTest {

    private static final LocalDate DAY = LocalDate.of(2028, 3, 1);
    private static final Duration NOON = Duration.ofHours(12);
    private static final String EXPIRED = "TIER_EXPIRED";

    private final LoyaltyWorld world = new LoyaltyWorld();
    private final ExpireStays one = LoyaltyWorld.get(0, ExpireStays.class);
    private final ExpireStays other = LoyaltyWorld.get(1, ExpireStays.class);

    @BeforeEach
    void noon() {
        LoyaltyWorld.turnTo(DAY, NOON);
    }

    @Test
    void periodEndsAtMidnightInJakarta() {
        Msisdn customer = world.member("GOLD", 4, 3, DAY);

        LoyaltyWorld.turnTo(DAY.minusDays(1), Duration.ofDays(1).minusSeconds(5));
        assertThat(one.run()).isEqualTo(ExpireStays.Run.NOTHING);
        assertThat(world.standing(customer)).isEqualTo(new Standing("GOLD", 4, 3, DAY));

        LoyaltyWorld.turnTo(DAY, Duration.ZERO);
        assertThat(one.run()).isEqualTo(new ExpireStays.Run(1, 1, 0));
        assertThat(world.standing(customer)).isEqualTo(new Standing("SILVER", 1, 4, DAY.plusDays(90)));
        assertThat(world.journey(customer))
                .containsExactly(new LoyaltyWorld.Kept(4, "EXPIRED GOLD SILVER " + DAY.plusDays(90), false));
        assertThat(world.facts(EXPIRED, customer, "body ->> 'to'")).containsExactly("SILVER");
        assertThat(one.run()).isEqualTo(ExpireStays.Run.NOTHING);
    }

    @Test
    void afterMonthsWithoutTheJobEachStayIsOverByItselfWithItsOwnDates() {
        LocalDate first = DAY.minusDays(200);
        Msisdn customer = world.member("PLATINUM", 7, 5, first);

        assertThat(one.run()).isEqualTo(new ExpireStays.Run(1, 3, 0));

        assertThat(world.standing(customer)).isEqualTo(new Standing("BRONZE", 1, 8, first.plusDays(270)));
        assertThat(world.journey(customer))
                .extracting(LoyaltyWorld.Kept::words)
                .containsExactly(
                        "EXPIRED PLATINUM GOLD " + first.plusDays(90),
                        "EXPIRED GOLD SILVER " + first.plusDays(180),
                        "EXPIRED SILVER BRONZE " + first.plusDays(270));
        assertThat(world.facts(
                        EXPIRED,
                        customer,
                        "concat_ws(' ', body ->> 'tierBefore', body ->> 'from', body ->> 'to',"
                                + " body ->> 'entry', body ->> 'isLast')"))
                .containsExactly(
                        "PLATINUM PLATINUM GOLD 6 false",
                        "PLATINUM GOLD SILVER 7 false",
                        "PLATINUM SILVER BRONZE 8 true");
    }

    @Test
    void lowestTierStartsAgain() {
        Msisdn customer = world.member("BRONZE", 4, 1, DAY.minusDays(100));

        one.run();

        assertThat(world.standing(customer)).isEqualTo(new Standing("BRONZE", 1, 3, DAY.plusDays(80)));
    }

    @Test
    void twoProcessesEndEachPeriodOnce() throws Exception {
        int members = 3 * ExpireStays.CHUNK + 500;
        world.members(members, "SILVER", DAY.minusDays(1));

        List<ExpireStays.Run> runs = together(List.of(one::run, other::run, one::run, other::run));
        ExpireStays.Run all = runs.stream().reduce(one.run(), ExpireStays.Run::plus);

        assertThat(all).isEqualTo(new ExpireStays.Run(members, members, 0));
        assertThat(world.count("loyalty.journey")).isEqualTo(members);
        assertThat(TwoProcesses.database()
                        .sql("select distinct concat_ws(' ', tier, recurring, entry, expires_on, version)"
                                + " from loyalty.member where partner = ?")
                        .param(world.partner().value())
                        .query(String.class)
                        .list())
                .containsExactly("BRONZE 1 2 " + DAY.plusDays(89) + " 2");
    }

    @Test
    void nextRunContinuesInterruptedRun() {
        int members = 2 * ExpireStays.CHUNK + 10;
        world.members(members, "SILVER", DAY);

        assertThat(one.walk(1, new HashSet<>()).members()).isEqualTo(ExpireStays.CHUNK);
        assertThat(other.run().members()).isEqualTo(members - ExpireStays.CHUNK);
        assertThat(world.count("loyalty.journey")).isEqualTo(members);
    }

    @Test
    void skipsLockedCustomer() {
        Msisdn locked = world.member("GOLD", 2, 1, DAY);
        Msisdn free = world.member("GOLD", 2, 1, DAY);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> LoyaltyWorld.get(1, TransactionTemplate.class).executeWithoutResult(status -> {
                    LoyaltyWorld.get(1, JdbcClient.class)
                            .sql("select 1 from loyalty.member where partner = ? and msisdn = ? for update")
                            .params(world.partner().value(), locked.digits())
                            .query(Integer.class)
                            .single();
                    assertThat(one.run().members()).isEqualTo(1);
                }));

        assertThat(world.standing(free).tier()).isEqualTo("SILVER");
        assertThat(world.standing(locked).tier()).isEqualTo("GOLD");
        assertThat(one.run().members()).isEqualTo(1);
    }

    @Test
    void brokenCustomerDelaysNoOther() {
        Msisdn wrong = world.member("NO_SUCH_TIER", 1, 1, DAY);
        Msisdn right = world.member("SILVER", 1, 1, DAY);

        assertThat(one.run()).isEqualTo(new ExpireStays.Run(1, 1, 1));

        assertThat(world.standing(right).tier()).isEqualTo("BRONZE");
        assertThat(world.standing(wrong).tier()).isEqualTo("NO_SUCH_TIER");
    }

    @Test
    void concurrentPurchasesCountAfterEnd() throws Exception {
        int purchases = 3;
        List<Msisdn> customers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            customers.add(world.member("GOLD", 4, 1, DAY.minusDays(i * 20)));
        }
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < purchases; i++) {
            for (Msisdn customer : customers) {
                int process = i;
                all.add(() -> world.buy(process, customer) instanceof Accepted);
            }
            all.add(() -> one.run().stuck() == 0);
            all.add(() -> other.run().stuck() == 0);
        }

        assertThat(together(all)).containsOnly(true);

        for (int i = 0; i < customers.size(); i++) {
            Standing expected = new Standing("GOLD", 4, 1, DAY.minusDays(i * 20));
            List<Move> moves = new ArrayList<>();
            for (int purchase = 0; purchase < purchases; purchase++) {
                Advance advance = LoyaltyWorld.ladder().count(expected, DAY);
                expected = advance.after();
                moves.addAll(advance.moves());
            }
            assertThat(world.standing(customers.get(i))).isEqualTo(expected);
            assertThat(world.journey(customers.get(i)))
                    .extracting(LoyaltyWorld.Kept::words)
                    .containsExactlyElementsOf(moves.stream()
                            .map(move -> move.cause() + " " + move.from() + " " + move.to() + " " + move.expiresOn())
                            .toList());
        }
    }

    @Test
    void usualPurchaseUpdatesWithinPage() {
        Msisdn customer = world.member("GOLD", 4, 1, DAY.plusDays(10));
        Members members = LoyaltyWorld.get(0, Members.class);
        Standing next = new Standing("GOLD", 5, 1, DAY.plusDays(10));
        List<Members.Change> change = List.of(new Members.Change(
                new MemberKey(world.partner(), customer),
                next,
                2,
                Totals.ofOne(Money.rupiah(100_000), Money.rupiah(1_000), Money.rupiah(10_000))));

        Long within = LoyaltyWorld.get(0, TransactionTemplate.class).execute(status -> {
            // PostgreSQL also counts earlier updates of this connection that it has not reported yet.
            long before = updatesWithinPage();
            Pipeline writing = new Pipeline();
            members.write(writing, change, List.of());
            writing.run(LoyaltyWorld.get(0, JdbcTemplate.class));
            return updatesWithinPage() - before;
        });

        assertThat(within).isEqualTo(1);
    }

    private static long updatesWithinPage() {
        return LoyaltyWorld.get(0, JdbcClient.class)
                .sql("select pg_stat_get_xact_tuples_hot_updated('loyalty.member'::regclass)")
                .query(Long.class)
                .single();
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<T> done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
        }
        return results;
    }
}
