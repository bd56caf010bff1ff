package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.Act;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.reconciliation.acts.MatchBreakAct;
import id.kezbek.reconciliation.acts.NotPaidBreakAct;
import id.kezbek.reconciliation.acts.UnmatchBreakAct;
import id.kezbek.reconciliation.acts.WriteOffBreakAct;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.reconciliation.breaks.ChangeBreak;
import id.kezbek.reconciliation.matching.BreakKind;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
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
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Differences: the list, one difference with its candidates, and the changes that people make. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class BreaksController {

    private static final String LISTING = "breaks";
    private static final int NAME_MAX = 30;
    private static final int REASON_MAX = 500;
    private static final int ID_MAX = 26;
    private static final int DAY_LENGTH = 10;

    record Breaks(
            List<BreakAnswer> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor,
            long count,
            @JsonProperty("at_stake") Amount atStake)
            implements ListPage<BreakAnswer> {}

    private record Matched(UUID attempt, String reason) {}

    private final BreakList list;
    private final ChangeBreak changeBreak;
    private final ProposeAct proposeAct;
    private final MatchBreakAct matchAct;
    private final UnmatchBreakAct unmatchAct;
    private final WriteOffBreakAct writeOffAct;
    private final NotPaidBreakAct notPaidAct;
    private final Clock clock;

    BreaksController(
            BreakList list,
            ChangeBreak changeBreak,
            ProposeAct proposeAct,
            MatchBreakAct matchAct,
            UnmatchBreakAct unmatchAct,
            WriteOffBreakAct writeOffAct,
            NotPaidBreakAct notPaidAct,
            Clock clock) {
        this.list = list;
        this.changeBreak = changeBreak;
        this.proposeAct = proposeAct;
        this.matchAct = matchAct;
        this.unmatchAct = unmatchAct;
        this.writeOffAct = writeOffAct;
        this.notPaidAct = notPaidAct;
        this.clock = clock;
    }

    /** A page of differences. The count and the sum cover all differences that match the filter. */
    @GetMapping("/api/v2/breaks")
    @Exported("breaks")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Breaks list(@RequestParam MultiValueMap<String, String> parameters) {
        BreakList.Page page = Query.read(
                parameters,
                query -> new BreakList.Page(
                        query.text("provider", NAME_MAX),
                        query.oneOf("kind", BreakKind.class),
                        query.oneOf("state", Break.State.class),
                        query.bool("standing"),
                        query.oneOf("age", Break.Age.class),
                        query.found("period", CalendarMonth::of, "must be a month, for example 2026-11"),
                        query.day("day"),
                        query.after(LISTING, BreaksController::position),
                        query.limit()));
        Listing<BreakAnswer> found = Listing.of(
                list.page(page),
                page.limit(),
                one -> BreakAnswer.of(one, clock.instant()),
                last -> Cursor.of(
                        LISTING, Integer.toString(last.priority()), last.due().toString(), Ids.text(last.id())));
        BreakList.Totals totals = list.totals(page);
        return new Breaks(found.items(), found.nextCursor(), totals.count(), Amount.of(totals.atStake()));
    }

    @GetMapping("/api/v2/breaks/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    BreakAnswer one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return whole(list.require(id(id)));
    }

    @PostMapping("/api/v2/breaks/{id}/assign")
    @Allow({Role.ADMIN, Role.FINANCE})
    BreakAnswer assign(Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        UUID found = id(id);
        Optional<LocalDate> due = Fields.readStrictly(body, BreaksController::due);
        return whole(changeBreak.assign(found, due.orElse(null), caller));
    }

    @PostMapping("/api/v2/breaks/{id}/explain")
    @Allow({Role.ADMIN, Role.FINANCE})
    BreakAnswer explain(Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        UUID found = id(id);
        String reason = Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
        return whole(changeBreak.explain(found, reason, caller));
    }

    @PostMapping("/api/v2/breaks/{id}/match")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> match(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        UUID found = id(id);
        Matched asked = Fields.readStrictly(body, fields -> {
            String attempt = fields.text("attempt", ID_MAX);
            String reason = fields.text("reason", REASON_MAX);
            return new Matched(
                    Ids.find(attempt).orElseThrow(() -> Refusal.badField("attempt", "must be the id of an attempt")),
                    reason);
        });
        return propose(matchAct, new MatchBreakAct.Arguments(found, asked.attempt()), asked.reason(), caller);
    }

    @PostMapping("/api/v2/breaks/{id}/unmatch")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> unmatch(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(unmatchAct, new UnmatchBreakAct.Arguments(id(id)), reason(body), caller);
    }

    @PostMapping("/api/v2/breaks/{id}/write-off")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> writeOff(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(writeOffAct, new WriteOffBreakAct.Arguments(id(id)), reason(body), caller);
    }

    @PostMapping("/api/v2/breaks/{id}/not-paid")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> notPaid(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(notPaidAct, new NotPaidBreakAct.Arguments(id(id)), reason(body), caller);
    }

    private <A> ResponseEntity<ApprovalAnswer> propose(Act<A> act, A arguments, String reason, Caller caller) {
        return ApprovalAnswer.accepted(proposeAct.propose(act, arguments, reason, caller));
    }

    private BreakAnswer whole(Break of) {
        return BreakAnswer.of(
                of,
                clock.instant(),
                list.line(of).map(BreakAnswer.Line::of).orElse(null),
                list.attempt(of).map(BreakAnswer.Candidate::of).orElse(null),
                list.candidates(of).stream().map(BreakAnswer.Candidate::of).toList());
    }

    private static String reason(byte @Nullable [] body) {
        return Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
    }

    private static UUID id(String id) {
        return Ids.find(id).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no break has this id"));
    }

    private static Optional<LocalDate> due(Fields fields) {
        String due = fields.optionalText("due", DAY_LENGTH);
        if (due == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(due));
        } catch (DateTimeException noDay) {
            throw Refusal.badField("due", "must be a date, for example 2026-12-04");
        }
    }

    private static BreakList.Position position(List<String> position) {
        return new BreakList.Position(
                Integer.parseInt(position.get(0)), LocalDate.parse(position.get(1)), Ids.parse(position.get(2)));
    }
}
