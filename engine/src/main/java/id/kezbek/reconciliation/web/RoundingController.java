package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.reconciliation.rounding.ChangeRoundingRuleAct;
import id.kezbek.reconciliation.rounding.RoundingRule;
import id.kezbek.reconciliation.rounding.RoundingRules;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rule that writes off rounding differences. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class RoundingController {

    private static final String PATH = "/api/v2/rounding-rule";
    private static final int REASON_MAX = 500;
    private static final int BASE_MAX = 1_000_000;

    private record Proposed(ChangeRoundingRuleAct.Arguments arguments, String reason) {}

    /** @param version the current version; 0 if no version exists */
    record Answer(
            int version,
            @JsonProperty("is_on") boolean on,
            @JsonProperty("per_line") Amount perLine,
            @JsonProperty("per_file") Amount perFile,
            @Nullable String approval,
            @Nullable Instant since) {}

    private final RoundingRules rules;
    private final ProposeAct proposeAct;
    private final ChangeRoundingRuleAct changeRoundingRule;

    RoundingController(RoundingRules rules, ProposeAct proposeAct, ChangeRoundingRuleAct changeRoundingRule) {
        this.rules = rules;
        this.proposeAct = proposeAct;
        this.changeRoundingRule = changeRoundingRule;
    }

    @GetMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Answer get(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return rules.inForce()
                .map(rule -> new Answer(
                        rule.version(),
                        rule.isOn(),
                        Amount.of(rule.perLine()),
                        Amount.of(rule.perFile()),
                        Ids.text(rule.approval()),
                        rule.since()))
                .orElseGet(() -> new Answer(0, false, Amount.of(Money.ZERO), Amount.of(Money.ZERO), null, null));
    }

    /** A request without {@code per_line} proposes to switch the rule off. */
    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> propose(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Proposed asked = Fields.readStrictly(body, fields -> {
            Money perLine = fields.optionalMoney("per_line");
            Money perFile = perLine == null ? fields.optionalMoney("per_file") : fields.money("per_file");
            if (perLine != null && RoundingRule.PER_LINE_MAX.below(perLine)) {
                fields.fault("per_line", "must be at most 1 rupiah");
            }
            return new Proposed(
                    new ChangeRoundingRuleAct.Arguments(
                            fields.integer("base", 0, BASE_MAX),
                            (perLine == null ? Money.ZERO : perLine).decimal(),
                            (perFile == null ? Money.ZERO : perFile).decimal()),
                    fields.text("reason", REASON_MAX));
        });
        return ApprovalAnswer.accepted(
                proposeAct.propose(changeRoundingRule, asked.arguments(), asked.reason(), caller));
    }
}
