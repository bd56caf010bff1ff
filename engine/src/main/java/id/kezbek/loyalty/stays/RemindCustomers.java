package id.kezbek.loyalty.stays;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.Tiers;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds customers before a tier period ends, once for each configured number of days. The job writes events; e-mails
 * are created from these events. If the job runs late, only the reminder for the nearest number of days is sent. The
 * reminder states the actual number of days.
 */
@Component
public class RemindCustomers {

    private static final int CHUNK = 1_000;
    private static final int MAX_CHUNKS = 100_000;
    private static final int MOST_DAYS = 365;
    private static final int MOST_REMINDERS = 10;

    private final DueStays dueStays;
    private final Reminders reminders;
    private final Tiers tiers;
    private final Facts facts;
    private final DataVersions versions;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final List<Integer> daysBefore;

    RemindCustomers(
            DueStays dueStays,
            Reminders reminders,
            Tiers tiers,
            Facts facts,
            DataVersions versions,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${cezbek.loyalty.reminder-days:14,3}") List<Integer> daysBefore) {
        this.dueStays = dueStays;
        this.reminders = reminders;
        this.tiers = tiers;
        this.facts = facts;
        this.versions = versions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.daysBefore = daysBefore.stream().sorted().distinct().toList();
        if (this.daysBefore.size() > MOST_REMINDERS
                || this.daysBefore.stream().anyMatch(days -> days < 1 || days > MOST_DAYS)) {
            throw new IllegalArgumentException("cezbek.loyalty.reminder-days must list at most " + MOST_REMINDERS
                    + " values, each between 1 and " + MOST_DAYS + " days, for example 14,3");
        }
    }

    /** Creates the due reminders; returns their number. */
    public int run() {
        LocalDate today = Jakarta.dayOf(clock.instant());
        int given = 0;
        int nearer = 0;
        for (int days : daysBefore) {
            given += remind(today, nearer, days);
            nearer = days;
        }
        forgetOver(today);
        return given;
    }

    /** Reminds customers with more than {@code nearer} and at most {@code days} days left in their tier period. */
    private int remind(LocalDate today, int nearer, int days) {
        int given = 0;
        LocalDate last = today.plusDays(days);
        DueStays.Place reached = DueStays.Place.before(today.plusDays(nearer + 1L));
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            List<DueStays.Stay> ending = dueStays.notReminded(last, reached, days, CHUNK);
            if (!ending.isEmpty()) {
                given += Objects.requireNonNull(transactions.execute(status -> give(ending, days, today)));
            }
            if (ending.size() < CHUNK) {
                break;
            }
            reached = ending.getLast().place();
        }
        return given;
    }

    private int give(List<DueStays.Stay> ending, int days, LocalDate today) {
        versions.refresh();
        Ladder ladder = tiers.ladder();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Excludes tiers with periods that are not longer than the reminder time. Otherwise a customer would get the
        // reminder on the day of entering such a tier.
        List<DueStays.Stay> worth = ending.stream()
                .filter(stay -> ladder.has(stay.standing().tier())
                        && ladder.lastsDays(stay.standing().tier()) > days)
                .toList();
        List<Fact> told = reminders.keep(worth, days, now).stream()
                .map(stay ->
                        LoyaltyFacts.expiring(stay, ladder.below(stay.standing().tier()), today, now))
                .toList();
        Pipeline writing = new Pipeline();
        facts.append(writing, told);
        writing.run(jdbc);
        return told.size();
    }

    private void forgetOver(LocalDate today) {
        for (int chunk = 0; chunk < MAX_CHUNKS && reminders.forgetBefore(today, CHUNK) == CHUNK; chunk++) {}
    }
}
