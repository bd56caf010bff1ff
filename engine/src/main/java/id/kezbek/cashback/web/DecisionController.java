package id.kezbek.cashback.web;

import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.rules.ExplainDecision;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.web.reading.Query;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Explains to staff why a purchase got its cashback. Partners cannot see this, because the verdicts name rules of all
 * partners.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class DecisionController {

    /**
     * The maximum number of rules in a response. The winner and the other rules that cover the purchase come first, so
     * the end of the list is not important.
     */
    private static final int RULES_MAX = 200;

    /** @param certain whether the rules stored for that time still give the same decision */
    record Decision(boolean certain, List<RuleTrial.Judged> rules) {}

    private final PurchaseArchive archive;
    private final ExplainDecision explain;
    private final DataVersions versions;

    DecisionController(PurchaseArchive archive, ExplainDecision explain, DataVersions versions) {
        this.archive = archive;
        this.explain = explain;
        this.versions = versions;
    }

    @GetMapping(TransactionsController.PATH + "/{id}/decision")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Decision decision(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        PurchaseRecord record = Ids.find(id)
                .flatMap(archive::find)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no transaction has this id"));
        versions.refresh();
        ExplainDecision.Explained explained = explain.explain(
                record.purchase(),
                record.acceptedAt(),
                record.trace().rule(),
                record.trace().ruleVersion());
        return new Decision(
                explained.isCertain(),
                explained.verdicts().stream()
                        .limit(RULES_MAX)
                        .map(RuleTrial.Judged::of)
                        .toList());
    }
}
