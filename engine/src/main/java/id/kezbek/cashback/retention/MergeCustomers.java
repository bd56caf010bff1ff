package id.kezbek.cashback.retention;

import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.RenumberedMembers;
import id.kezbek.loyalty.RenumberedMembers.Outcome;
import id.kezbek.loyalty.Tiers;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.DataVersions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges the rows of a customer if older engines stored the customer's phone number in several notations. Each
 * transaction merges one customer: the customer's row and the totals of caps. Purchases, payouts and tier histories do
 * not change; searches find them under every notation. The job also lists invalid numbers. As in acceptance, customers
 * are locked before caps.
 */
@Component
public class MergeCustomers {

    private static final Logger log = LoggerFactory.getLogger(MergeCustomers.class);
    private static final int TRIES = 3;
    private static final CrashPoint MERGED = CrashPoint.named(
            "cashback.customer-merged", "the rows of one customer are merged, the rows of the next customer are not");

    /**
     * The result of a run: counts of customers' rows.
     *
     * @param renamed renamed rows of customers with only one row
     * @param merged rows that were joined with another row
     * @param impossible rows with invalid numbers, listed by this run
     * @param left rows for a later run: a purchase changed them, or their tier is unknown
     */
    public record Run(int renamed, int merged, int impossible, int left) {

        static final Run NOTHING = new Run(0, 0, 0, 0);

        Run plus(Run other) {
            return new Run(
                    renamed + other.renamed, merged + other.merged, impossible + other.impossible, left + other.left);
        }

        static Run of(List<RenumberedMembers.Kept> kept) {
            return new Run(
                    count(kept, Outcome.RENAMED), count(kept, Outcome.MERGED), count(kept, Outcome.IMPOSSIBLE), 0);
        }

        private static int count(List<RenumberedMembers.Kept> kept, Outcome outcome) {
            return Math.toIntExact(
                    kept.stream().filter(one -> one.outcome() == outcome).count());
        }
    }

    private final RenumberedMembers members;
    private final Tiers tiers;
    private final DataVersions versions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MergeCustomers(
            RenumberedMembers members,
            Tiers tiers,
            DataVersions versions,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.members = members;
        this.tiers = tiers;
        this.versions = versions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Processes all customers. */
    public Run run() {
        Run run = Run.NOTHING;
        @Nullable MemberKey reached = null;
        do {
            RenumberedMembers.Part part = members.next(reached);
            for (MemberKey suspect : part.suspects()) {
                run = run.plus(settle(suspect));
                MERGED.reached();
            }
            reached = part.last();
        } while (reached != null);
        return run;
    }

    private Run settle(MemberKey suspect) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Msisdn> number = Msisdn.parse(suspect.msisdn().digits());
        if (number.isEmpty()) {
            return Run.of(members.list(suspect, now).stream().toList());
        }
        MemberKey customer = new MemberKey(suspect.partner(), number.get());
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return Run.of(Objects.requireNonNull(transactions.execute(status -> merge(customer, now))));
            } catch (ConcurrencyFailureException | DuplicateKeyException faster) {
                log.atDebug()
                        .addKeyValue("attempt", attempt)
                        .log("A purchase changed the customer during the merge; retrying the merge");
            } catch (IllegalStateException wrong) {
                log.atError()
                        .addKeyValue("msisdn", suspect.msisdn().masked())
                        .addKeyValue("reason", wrong.getMessage())
                        .log("A customer could not be merged");
                break;
            }
        }
        return new Run(0, 0, 0, 1);
    }

    private List<RenumberedMembers.Kept> merge(MemberKey customer, Instant now) {
        versions.refresh();
        List<RenumberedMembers.Kept> kept = members.merge(customer, tiers.ladder(), now);
        if (!kept.isEmpty()) {
            addUpCaps(customer);
        }
        return kept;
    }

    /**
     * Adds up the cap totals that the customer has under all notations in a period, so that one cap applies to the
     * customer.
     */
    private void addUpCaps(MemberKey customer) {
        List<String> others = customer.msisdn().spellings().stream().skip(1).toList();
        jdbc.sql("""
                        insert into cashback.rule_customer as c (rule, partner, msisdn, period, since, spent, version)
                        select rule, partner, :canonical, period, since, sum(spent), 1 from cashback.rule_customer
                        where partner = :partner and msisdn in (:others)
                        group by rule, partner, period, since order by rule, partner, period, since
                        on conflict (rule, partner, msisdn, period, since)
                        do update set spent = c.spent + excluded.spent, version = c.version + 1""")
                .param("canonical", customer.msisdn().digits())
                .param("partner", customer.partner().value())
                .param("others", others)
                .update();
        jdbc.sql("delete from cashback.rule_customer where partner = :partner and msisdn in (:others)")
                .param("partner", customer.partner().value())
                .param("others", others)
                .update();
    }
}
