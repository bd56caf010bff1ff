package id.kezbek.payouts.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.floats.CheckFloat;
import id.kezbek.payouts.floats.FloatTopUpAct;
import id.kezbek.payouts.floats.RecordFloatTopUp;
import id.kezbek.payouts.floats.ReverseFloatTopUp;
import id.kezbek.payouts.floats.ReverseFloatTopUpAct;
import id.kezbek.payouts.provider.PauseProvider;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Query;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Providers' states, and operations of staff: pause, resume, and float top-ups. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ProvidersController {

    private static final int REASON_MAX = 200;
    private static final int DECISION_REASON_MAX = 500;
    private static final int ID_MAX = 26;
    private static final String REASON_DEFAULT = "according to the bank's statement";

    record Listing(List<ProviderAnswer> items) implements ListPage<ProviderAnswer> {}

    record Receipt(String id, String provider, Amount amount, Amount available) {}

    private record Transfer(Money amount, String bankReference, String reason) {}

    private record Reversal(String transfer, boolean freesReference, String reason) {}

    private record FloatCheck(boolean checked, Money lowMark) {}

    private final ProviderBoard board;
    private final PauseProvider pauseProvider;
    private final RecordFloatTopUp recordFloatTopUp;
    private final ReverseFloatTopUp reverseFloatTopUp;
    private final ProposeAct proposeAct;
    private final FloatTopUpAct floatTopUp;
    private final ReverseFloatTopUpAct reversal;
    private final BankTransfers bankTransfers;
    private final Ids ids;
    private final CheckFloat checkFloat;

    ProvidersController(
            ProviderBoard board,
            PauseProvider pauseProvider,
            RecordFloatTopUp recordFloatTopUp,
            ReverseFloatTopUp reverseFloatTopUp,
            ProposeAct proposeAct,
            FloatTopUpAct floatTopUp,
            ReverseFloatTopUpAct reversal,
            BankTransfers bankTransfers,
            Ids ids,
            CheckFloat checkFloat) {
        this.board = board;
        this.pauseProvider = pauseProvider;
        this.recordFloatTopUp = recordFloatTopUp;
        this.reverseFloatTopUp = reverseFloatTopUp;
        this.proposeAct = proposeAct;
        this.floatTopUp = floatTopUp;
        this.reversal = reversal;
        this.bankTransfers = bankTransfers;
        this.ids = ids;
        this.checkFloat = checkFloat;
    }

    @GetMapping("/api/v2/providers")
    @Exported("providers")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing list(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Listing(board.all().stream().map(ProviderAnswer::of).toList());
    }

    @GetMapping("/api/v2/providers/{code}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ProviderAnswer one(@PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return ProviderAnswer.of(board.require(code));
    }

    @PostMapping("/api/v2/providers/{code}/pause")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ProviderAnswer pause(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        String reason = Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
        pauseProvider.pause(code, reason, caller.subject());
        return ProviderAnswer.of(board.require(code));
    }

    @PostMapping("/api/v2/providers/{code}/resume")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ProviderAnswer resume(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Fields.readNothing(body);
        pauseProvider.resume(code, caller.subject());
        return ProviderAnswer.of(board.require(code));
    }

    @PostMapping("/api/v2/providers/{code}/float-top-ups")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<?> topUpFloat(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Transfer transfer = Fields.readStrictly(body, ProvidersController::transfer);
        String provider = board.require(code).code();
        if (bankTransfers.takesTwo(transfer.amount(), caller.subject())) {
            FloatTopUpAct.Arguments arguments =
                    FloatTopUpAct.Arguments.of(ids.next(), provider, transfer.amount(), transfer.bankReference());
            return ApprovalAnswer.accepted(proposeAct.propose(floatTopUp, arguments, transfer.reason(), caller));
        }
        proposeAct.requireUnclaimed(bankTransfers.claim(transfer.bankReference()));
        UUID id = recordFloatTopUp.record(provider, transfer.amount(), transfer.bankReference(), caller.subject());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new Receipt(
                        Ids.text(id),
                        provider,
                        Amount.of(transfer.amount()),
                        Amount.of(board.require(provider).money().available())));
    }

    @PostMapping("/api/v2/providers/{code}/float-reversals")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> reverseFloatTopUp(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Reversal asked = Fields.readStrictly(
                body,
                fields -> new Reversal(
                        fields.text("transfer", ID_MAX),
                        fields.bool("frees_reference"),
                        fields.text("reason", DECISION_REASON_MAX)));
        String provider = board.require(code).code();
        UUID transfer = Ids.find(asked.transfer())
                .orElseThrow(() -> Refusal.badField("transfer", "must be the id of a float top-up"));
        ReverseFloatTopUpAct.Arguments arguments = ReverseFloatTopUpAct.Arguments.of(
                transfer, provider, reverseFloatTopUp.find(provider, transfer), asked.freesReference());
        return ApprovalAnswer.accepted(proposeAct.propose(reversal, arguments, asked.reason(), caller));
    }

    private static Transfer transfer(Fields fields) {
        Money amount = fields.money("amount");
        String reference = fields.identifier("bank_reference", BankTransfers.REFERENCE_MAX);
        String reason = fields.optionalText("reason", DECISION_REASON_MAX);
        return new Transfer(amount, reference, reason == null ? REASON_DEFAULT : reason);
    }

    @PostMapping("/api/v2/providers/{code}/float-check")
    @Allow({Role.ADMIN, Role.FINANCE})
    ProviderAnswer checkFloat(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        FloatCheck asked =
                Fields.readStrictly(body, fields -> new FloatCheck(fields.bool("checked"), fields.money("low_mark")));
        checkFloat.set(code, asked.checked(), asked.lowMark(), caller.subject());
        return ProviderAnswer.of(board.require(code));
    }
}
