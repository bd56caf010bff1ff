package id.kezbek.loyalty.stays;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.loyalty.LoyaltyWorld;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TwoProcesses;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reminders 14 and 3 days before the end of a tier period: each once, from any process and at any delay. */
class RemindCustomersTest {

    private static final LocalDate TODAY = LocalDate.of(2029, 6, 1);
    private static final String EXPIRING = "TIER_EXPIRING";
    private static final String LEFT =
            "concat_ws(' ', body ->> 'tier', coalesce(body ->> 'lowerTier', '-'), body ->> 'entry', body ->> 'daysLeft')";

    private final LoyaltyWorld world = new LoyaltyWorld();
    private final RemindCustomers one = LoyaltyWorld.get(0, RemindCustomers.class);
    private final RemindCustomers other = LoyaltyWorld.get(1, RemindCustomers.class);

    @BeforeEach
    void morning() {
        LoyaltyWorld.turnTo(TODAY, Duration.ofHours(9));
    }

    @Test
    void remindsOnceOfEachNumberOfDays() {
        Msisdn customer = world.member("GOLD", 4, 3, TODAY.plusDays(15));
        assertThat(one.run()).isZero();

        for (int day = 1; day <= 14; day++) {
            LoyaltyWorld.turnTo(TODAY.plusDays(day), Duration.ofHours(9));
            one.run();
            other.run();
        }

        assertThat(world.facts(EXPIRING, customer, LEFT)).containsExactly("GOLD SILVER 3 14", "GOLD SILVER 3 3");
    }

    @Test
    void lateReminderNamesRemainingDays() {
        Msisdn customer = world.member("SILVER", 4, 3, TODAY.plusDays(2));

        assertThat(one.run()).isEqualTo(1);
        assertThat(other.run()).isZero();

        assertThat(world.facts(EXPIRING, customer, LEFT)).containsExactly("SILVER BRONZE 3 2");
    }

    @Test
    void endedOrDistantPeriodSendsNoReminder() {
        world.member("GOLD", 4, 3, TODAY);
        world.member("GOLD", 4, 3, TODAY.minusDays(5));
        world.member("GOLD", 4, 3, TODAY.plusDays(15));

        assertThat(one.run()).isZero();
    }

    @Test
    void nextPeriodHasNewReminders() {
        Msisdn customer = world.member("GOLD", 4, 3, TODAY.plusDays(3));
        one.run();
        LoyaltyWorld.turnTo(TODAY.plusDays(3), Duration.ofHours(9));
        LoyaltyWorld.get(0, ExpireStays.class).run();
        LoyaltyWorld.turnTo(TODAY.plusDays(80), Duration.ofHours(9));
        one.run();

        assertThat(world.facts(EXPIRING, customer, LEFT)).containsExactly("GOLD SILVER 3 3", "SILVER BRONZE 4 13");
        assertThat(world.count("loyalty.reminder"))
                .as("the first stay's reminder is forgotten")
                .isEqualTo(1);
    }

    @Test
    void reminderOfLowestTierNamesNoLowerOne() {
        Msisdn customer = world.member("BRONZE", 4, 3, TODAY.plusDays(14));

        one.run();

        assertThat(world.facts(EXPIRING, customer, LEFT)).containsExactly("BRONZE - 3 14");
    }

    @Test
    void twoProcessesRemindEachOnce() throws Exception {
        world.members(2_500, "SILVER", TODAY.plusDays(10));
        List<Callable<Integer>> runs = List.of(one::run, other::run, one::run, other::run);
        List<Integer> given = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(runs.size())) {
            for (Future<Integer> run : threads.invokeAll(runs)) {
                given.add(run.get());
            }
        }

        assertThat(given.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2_500);
        assertThat(TwoProcesses.database()
                        .sql("select count(*) from facts.fact where kind = ? and body ->> 'partner' = ?")
                        .params(EXPIRING, Long.toString(world.partner().value()))
                        .query(Long.class)
                        .single())
                .isEqualTo(2_500);
    }
}
