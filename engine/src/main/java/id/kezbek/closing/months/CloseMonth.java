package id.kezbek.closing.months;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseBooking;
import id.kezbek.closing.CloseCheck;
import id.kezbek.closing.CloseFigures;
import id.kezbek.closing.LatePostings;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the state of a month: OPEN, REVIEW, CLOSED, and OPEN again after a reopening. */
@Component
public class CloseMonth {

    /** The wait after the end of a month. Transactions that began before the end have then finished. */
    private static final Duration AFTER_END = Duration.ofHours(1);

    /** A check's name, and its result for a month. */
    public record Checked(String name, CloseCheck.Result result) {}

    /**
     * A closed month compared with today's figures.
     *
     * @param isIntact whether the stored figures still have the hash from the close
     * @param late bookings that belong to the month but were made after its close; they are in later, open months and
     *     change no figure of the closed month
     */
    public record Comparison(boolean isIntact, List<Manifest.Change> changes, List<LatePostings.Posting> late) {}

    private final Months months;
    private final List<CloseCheck> checks;
    private final List<CloseBooking> bookings;
    private final List<CloseFigures> figures;
    private final LatePostings latePostings;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CloseMonth(
            Months months,
            List<CloseCheck> checks,
            List<CloseBooking> bookings,
            List<CloseFigures> figures,
            LatePostings latePostings,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.months = months;
        this.checks =
                checks.stream().sorted(Comparator.comparing(CloseCheck::name)).toList();
        this.bookings = bookings;
        this.figures = figures;
        this.latePostings = latePostings;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    public KeptMonth find(CalendarMonth month) {
        return months.find(month);
    }

    public List<KeptMonth> newestFirst(@Nullable CalendarMonth before, int limit) {
        CalendarMonth all =
                new CalendarMonth(YearMonth.from(Jakarta.dayOf(clock.instant())).plusMonths(1));
        return months.newestFirst(Objects.requireNonNullElse(before, all).firstDay(), limit);
    }

    public List<KeptStep> steps(CalendarMonth month) {
        return months.steps(month);
    }

    /** The current results of all checks for a month. */
    public List<Checked> checklist(CalendarMonth month) {
        return checks.stream()
                .map(check -> new Checked(check.name(), check.look(month)))
                .toList();
    }

    /**
     * Starts the review.
     *
     * @throws Refusal STATE_CONFLICT if the month has not ended or is not open
     */
    public void review(CalendarMonth month, Caller caller) {
        requireEnded(month);
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            KeptMonth before = months.lock(month, now);
            require(before, MonthState.OPEN);
            // "one person" is sufficient here, because the audit log contains the name.
            months.become(before, MonthState.REVIEW, null, now, "one person", "review");
            auditLog.append(AuditEntry.by(caller, "MONTH_REVIEWED", "month " + month, Map.of()));
        });
    }

    /**
     * @throws Refusal STATE_CONFLICT if the month is not in review, if a check is not done, or if the next month is
     *     closed and the close would change its figures
     */
    void checkClose(CalendarMonth month) {
        require(months.find(month), MonthState.REVIEW);
        requireComplete(month);
        requireNextOpen(month);
    }

    /**
     * Closes the month and stores its figures. If the caller has a transaction, the close is part of it.
     *
     * @param decidedBy the people who decided, as named in the audit log
     * @throws Refusal as {@link #checkClose}; nothing is then recorded
     */
    void close(CalendarMonth month, String decidedBy, String reason) {
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            KeptMonth before = months.lock(month, now);
            require(before, MonthState.REVIEW);
            requireComplete(month);
            requireNextOpen(month);
            bookings.forEach(booking -> booking.book(month));
            Manifest manifest = manifest(month);
            months.become(before, MonthState.CLOSED, manifest, now, decidedBy, reason);
            auditLog.append(new AuditEntry(
                    decidedBy, "MONTH_CLOSED", "month " + month, Map.of("manifest_sha256", manifest.sha256())));
        });
    }

    /** @throws Refusal STATE_CONFLICT if the month is not closed */
    void checkReopen(CalendarMonth month) {
        require(months.find(month), MonthState.CLOSED);
    }

    /** Reopens the month. If the caller has a transaction, the reopening is part of it. */
    void reopen(CalendarMonth month, String decidedBy, String reason) {
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            KeptMonth before = months.lock(month, now);
            require(before, MonthState.CLOSED);
            months.become(before, MonthState.OPEN, null, now, decidedBy, reason);
            auditLog.append(new AuditEntry(
                    decidedBy,
                    "MONTH_REOPENED",
                    "month " + month,
                    Map.of(
                            "reason",
                            reason,
                            "manifest_sha256",
                            Objects.requireNonNull(before.manifest()).sha256())));
        });
    }

    /**
     * Computes a closed month's figures again and compares them with the stored figures.
     *
     * @throws Refusal STATE_CONFLICT if the month is not closed
     */
    public Comparison compare(CalendarMonth month) {
        KeptMonth kept = months.find(month);
        require(kept, MonthState.CLOSED);
        Manifest manifest = Objects.requireNonNull(kept.manifest());
        // The steps of a month never change, so the hash in the last step is correct.
        boolean isOfClose =
                manifest.sha256().equals(months.steps(month).getLast().manifestSha256());
        return new Comparison(
                isOfClose && manifest.isIntact(),
                manifest.changes(manifest(month)),
                latePostings.of(month, Objects.requireNonNull(kept.changedAt())));
    }

    private Manifest manifest(CalendarMonth month) {
        SortedMap<String, String> all = new TreeMap<>();
        figures.forEach(source -> all.putAll(source.figures(month)));
        return Manifest.of(month, all);
    }

    private void requireEnded(CalendarMonth month) {
        if (clock.instant().isBefore(month.end().plus(AFTER_END))) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    month + " has not ended in Asia/Jakarta; its review can begin one hour after its end");
        }
    }

    private void requireComplete(CalendarMonth month) {
        String missing = checklist(month).stream()
                .filter(check -> !check.result().isDone())
                .map(check -> check.name() + ": " + check.result().words())
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, month + " cannot be closed yet: " + missing);
        }
    }

    /** The close of this month can change the figures of the next month. So the next month must not be closed. */
    private void requireNextOpen(CalendarMonth month) {
        if (months.find(month.next()).state() == MonthState.CLOSED
                && bookings.stream().anyMatch(booking -> booking.isDue(month))) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    month + " cannot be closed while " + month.next()
                            + " is closed: both would contain the same fees; reopen " + month.next() + " first");
        }
    }

    private static void require(KeptMonth month, MonthState state) {
        if (month.state() != state) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, month.month() + " is " + month.state() + "; it must be " + state);
        }
    }
}
