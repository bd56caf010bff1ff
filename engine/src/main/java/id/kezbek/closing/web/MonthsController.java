package id.kezbek.closing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.closing.months.CloseMonth;
import id.kezbek.closing.months.CloseMonthAct;
import id.kezbek.closing.months.KeptMonth;
import id.kezbek.closing.months.KeptStep;
import id.kezbek.closing.months.Manifest;
import id.kezbek.closing.months.MonthAct;
import id.kezbek.closing.months.ReopenMonthAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations for months: check, review, close, reopen, and compare a closed month with its current figures. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class MonthsController {

    private static final String MONTHS = "months";
    private static final int REASON_MAX = 500;

    record MonthAnswer(
            String month,
            String state,
            @JsonProperty("changed_at") @Nullable Instant changedAt,
            @JsonProperty("manifest_sha256") @Nullable String manifestSha256) {

        static MonthAnswer of(KeptMonth month) {
            Manifest manifest = month.manifest();
            return new MonthAnswer(
                    month.month().toString(),
                    month.state().name(),
                    month.changedAt(),
                    manifest == null ? null : manifest.sha256());
        }
    }

    record CheckAnswer(
            String name, @JsonProperty("is_done") boolean done, String words, String result, List<String> values) {

        static CheckAnswer of(CloseMonth.Checked check) {
            CloseCheck.Result result = check.result();
            return new CheckAnswer(check.name(), result.isDone(), result.words(), result.code(), result.values());
        }
    }

    record StepAnswer(
            String state,
            Instant at,
            @JsonProperty("decided_by") String decidedBy,
            String reason,
            @JsonProperty("manifest_sha256") @Nullable String manifestSha256) {

        static StepAnswer of(KeptStep step) {
            return new StepAnswer(
                    step.state().name(), step.at(), step.decidedBy(), step.reason(), step.manifestSha256());
        }
    }

    record WholeAnswer(
            MonthAnswer month,
            List<CheckAnswer> checks,
            List<StepAnswer> steps,
            @Nullable String manifest) {}

    record ComparisonAnswer(
            @JsonProperty("is_equal") boolean equal,
            @JsonProperty("is_intact") boolean intact,
            List<Manifest.Change> changes,
            @JsonProperty("late_postings") List<LateAnswer> latePostings) {}

    record LateAnswer(String kind, long movements, Amount amount) {}

    private final CloseMonth months;
    private final CloseMonthAct close;
    private final ReopenMonthAct reopen;
    private final ProposeAct proposeAct;

    MonthsController(CloseMonth months, CloseMonthAct close, ReopenMonthAct reopen, ProposeAct proposeAct) {
        this.months = months;
        this.close = close;
        this.reopen = reopen;
        this.proposeAct = proposeAct;
    }

    @GetMapping("/api/v2/months")
    @Exported("months")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Listing<MonthAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        record Page(@Nullable CalendarMonth before, int limit) {}
        Page page = Query.read(
                parameters,
                query -> new Page(
                        query.after(
                                MONTHS,
                                place -> CalendarMonth.of(place.getFirst()).orElseThrow()),
                        query.limit()));
        return Listing.of(
                months.newestFirst(page.before(), page.limit() + 1),
                page.limit(),
                MonthAnswer::of,
                last -> Cursor.of(MONTHS, last.month().toString()));
    }

    @GetMapping("/api/v2/months/{month}")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    WholeAnswer one(@PathVariable String month) {
        CalendarMonth asked = month(month);
        KeptMonth kept = months.find(asked);
        Manifest manifest = kept.manifest();
        return new WholeAnswer(
                MonthAnswer.of(kept),
                months.checklist(asked).stream().map(CheckAnswer::of).toList(),
                months.steps(asked).stream().map(StepAnswer::of).toList(),
                manifest == null ? null : manifest.text());
    }

    @GetMapping("/api/v2/months/{month}/comparison")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ComparisonAnswer compare(@PathVariable String month) {
        CloseMonth.Comparison comparison = months.compare(month(month));
        return new ComparisonAnswer(
                comparison.isIntact() && comparison.changes().isEmpty(),
                comparison.isIntact(),
                comparison.changes(),
                comparison.late().stream()
                        .map(late -> new LateAnswer(late.kind(), late.movements(), Amount.of(late.amount())))
                        .toList());
    }

    @PostMapping("/api/v2/months/{month}:review")
    @Allow({Role.ADMIN, Role.FINANCE})
    MonthAnswer review(Caller caller, @PathVariable String month) {
        CalendarMonth asked = month(month);
        months.review(asked, caller);
        return MonthAnswer.of(months.find(asked));
    }

    @PostMapping("/api/v2/months/{month}:close")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> close(
            Caller caller, @PathVariable String month, @RequestBody(required = false) byte @Nullable [] body) {
        String asked = month(month).toString();
        return ApprovalAnswer.accepted(proposeAct.propose(close, new MonthAct.Arguments(asked), reason(body), caller));
    }

    @PostMapping("/api/v2/months/{month}:reopen")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> reopen(
            Caller caller, @PathVariable String month, @RequestBody(required = false) byte @Nullable [] body) {
        String asked = month(month).toString();
        return ApprovalAnswer.accepted(proposeAct.propose(reopen, new MonthAct.Arguments(asked), reason(body), caller));
    }

    private static String reason(byte @Nullable [] body) {
        return Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
    }

    private static CalendarMonth month(String text) {
        return CalendarMonth.of(text)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the month must have the form 2026-11"));
    }
}
