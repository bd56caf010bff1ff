package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.reconciliation.dryrun.DryRun;
import id.kezbek.reconciliation.profiles.ChangeProfileAct;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Changes to statement formats: a dry run on a sample, and the proposal. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ProfileChangesController {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,29}");
    private static final int CODE_MAX = 30;
    private static final int NOTE_MAX = 500;
    private static final int REASON_MAX = 500;
    private static final int SAMPLE_MAX = 40_000;
    private static final int BASE_MAX = 1_000_000;

    private record Proposed(ChangeProfileAct.Arguments arguments, String reason) {}

    private record Trial(DryRun.Sample sample, Profile.Body profile) {}

    record Line(
            int line,
            String kind,
            @JsonProperty("our_reference") @Nullable String ourReference,
            @JsonProperty("provider_reference") @Nullable String providerReference,
            @Nullable String msisdn,
            @Nullable String wallet,
            Amount amount,
            Instant at,
            boolean matched) {}

    record Reading(
            int version,
            @Nullable String refused,
            int lines,
            @JsonProperty("rejected_lines") List<StatementAnswer.Rejected> rejectedLines,
            boolean complete,
            Amount total,
            long payments,
            long matched,
            @JsonProperty("first_lines") List<Line> firstLines) {

        static Reading of(DryRun.Reading reading) {
            return new Reading(
                    reading.version(),
                    reading.refused(),
                    reading.lines(),
                    reading.rejected().stream()
                            .map(row -> new StatementAnswer.Rejected(row.number(), row.text(), row.reason()))
                            .toList(),
                    reading.isWhole(),
                    Amount.of(reading.total()),
                    reading.payments(),
                    reading.matched(),
                    reading.first().stream()
                            .map(line -> new Line(
                                    line.number(),
                                    line.kind(),
                                    line.ourReference(),
                                    line.providerReference(),
                                    line.msisdn(),
                                    line.wallet(),
                                    Amount.of(line.amount()),
                                    line.at(),
                                    line.isMatched()))
                            .toList());
        }
    }

    record Answer(@JsonProperty("in_force") @Nullable Reading inForce, Reading proposed) {}

    private final ProposeAct proposeAct;
    private final ChangeProfileAct changeProfile;
    private final DryRun dryRun;

    ProfileChangesController(ProposeAct proposeAct, ChangeProfileAct changeProfile, DryRun dryRun) {
        this.proposeAct = proposeAct;
        this.changeProfile = changeProfile;
        this.dryRun = dryRun;
    }

    /** The method is PUT, because the dry run stores nothing and manages its own transactions. */
    @PutMapping("/api/v2/statement-profiles/{name}/dry-run")
    @Allow({Role.ADMIN, Role.FINANCE})
    Answer dryRun(Caller caller, @PathVariable String name, @RequestBody(required = false) byte @Nullable [] body) {
        requireName(name);
        Trial trial = Fields.readStrictly(
                body,
                fields -> new Trial(
                        new DryRun.Sample(
                                fields.text("provider", CODE_MAX),
                                day(fields),
                                fields.lines("sample", SAMPLE_MAX),
                                caller.subject()),
                        ProfileFields.read(fields, "profile")));
        DryRun.Result result = dryRun.run(trial.sample(), name, trial.profile());
        return new Answer(result.inForce().map(Reading::of).orElse(null), Reading.of(result.proposed()));
    }

    @PostMapping("/api/v2/statement-profiles/{name}/versions")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> propose(
            Caller caller, @PathVariable String name, @RequestBody(required = false) byte @Nullable [] body) {
        requireName(name);
        Proposed asked = Fields.readStrictly(
                body,
                fields -> new Proposed(
                        new ChangeProfileAct.Arguments(
                                name,
                                fields.integer("base", 0, BASE_MAX),
                                ProfileFields.read(fields, "profile"),
                                fields.text("note", NOTE_MAX)),
                        fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(proposeAct.propose(changeProfile, asked.arguments(), asked.reason(), caller));
    }

    private static LocalDate day(Fields fields) {
        return StatementsController.day(fields.text("day", 10)).orElseGet(() -> {
            fields.fault("day", "must be a date, for example 2026-11-28");
            return LocalDate.EPOCH;
        });
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.badField("name", "must have up to 30 capital letters, digits and _, and begin with a letter");
        }
    }
}
