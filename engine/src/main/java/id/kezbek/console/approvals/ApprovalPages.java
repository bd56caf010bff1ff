package id.kezbek.console.approvals;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.payouts.PayoutDecision;
import id.kezbek.console.rules.Backtest;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of proposals, and the page of one proposal with its changes. */
@ConsoleController
class ApprovalPages {

    private static final String LIST = "/console/approvals";
    private static final String API = "/api/v2/approvals/{}";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "approvals.menu", section = Section.TODAY, place = 20)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "state", "for_me");
        return screen.show(
                "approvals/list",
                new ApprovalList(
                        filters, operations.get(Proposal.Proposals.class, "/api/v2/approvals", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        return screen.show("approvals/one", page(screen, operations, id, "", null));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/approve")
    Reply approve(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        return decided(
                screen,
                operations,
                id,
                "",
                "approvals.approved",
                operations.post(Path.of(API + "/approve", id), null, key));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/reject")
    Reply reject(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(Forms.KEY) String key) {
        return decided(
                screen,
                operations,
                id,
                reason,
                "approvals.rejected",
                operations.post(Path.of(API + "/reject", id), Map.of("reason", reason), key));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/withdraw")
    Reply withdraw(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(Forms.KEY) String key) {
        return decided(
                screen,
                operations,
                id,
                reason,
                "approvals.withdrawn",
                operations.post(Path.of(API + "/withdraw", id), Map.of("reason", reason), key));
    }

    /**
     * Shows the customer's phone number or e-mail address. Each request is a POST, because the audit log records it.
     */
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{id}/customer")
    Reply customer(Screen screen, Operations operations, @PathVariable String id) {
        ApprovalPage page = page(screen, operations, id, "", null);
        String path = page.isAboutEmail() ? Path.of(API + "/email-correction", id) : Path.of(API + "/correction", id);
        return screen.show("approvals/one", page.with(operations.get(Correction.class, path)));
    }

    private static Reply decided(
            Screen screen, Operations operations, String id, String reason, String done, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> Reply.to(Path.of(LIST + "/{}", id), done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("approvals/one", page(screen, operations, id, reason, refusal));
        };
    }

    private static ApprovalPage page(
            Screen screen, Operations operations, String id, String reason, @Nullable Refusal refusal) {
        Proposal proposal = operations.get(Proposal.class, Path.of(API, id));
        boolean isMine =
                proposal.proposedBy().equalsIgnoreCase(screen.reader().caller().subject());
        boolean mayAct = proposal.isOpen() && !screen.has(Role.AUDITOR);
        return new ApprovalPage(
                proposal,
                Differences.of(screen, proposal),
                backtest(operations, proposal),
                decision(operations, proposal),
                mayAct && !isMine,
                mayAct && isMine,
                reason,
                refusal,
                null);
    }

    private static @Nullable PayoutDecision decision(Operations operations, Proposal proposal) {
        return proposal.kind().equals("DECIDE_PAYOUTS") && proposal.arguments().get("payouts") instanceof String id
                ? operations.get(PayoutDecision.class, Path.of("/api/v2/payout-decisions/{}", id))
                : null;
    }

    /**
     * The backtest that the proposer saw. Null if the proposer saw none, or if the backtest was deleted after its
     * retention time.
     */
    private static @Nullable Backtest backtest(Operations operations, Proposal proposal) {
        return proposal.arguments().get("backtest") instanceof String id
                ? operations
                        .find(Backtest.class, Path.of("/api/v2/rule-backtests/{}", id), Map.of())
                        .orElse(null)
                : null;
    }
}
