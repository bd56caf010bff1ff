package id.kezbek.payouts.web;

import id.kezbek.payouts.CheckFloat;
import id.kezbek.payouts.PauseProvider;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.RecordFloatTopUp;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.Amount;
import id.kezbek.shared.web.Fields;
import id.kezbek.shared.web.Query;
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

/** How providers stand, and what staff do about them: pause, resume, money sent to them. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ProvidersController {

    private static final int REASON_MAX = 200;
    private static final int BANK_REFERENCE_MAX = 60;

    record Listing(List<ProviderAnswer> items) {}

    record Receipt(String id, String provider, Amount amount, Amount available) {}

    private record Transfer(Money amount, String bankReference) {}

    private record FloatCheck(boolean checked, Money lowMark) {}

    private final ProviderBoard board;
    private final PauseProvider pauseProvider;
    private final RecordFloatTopUp recordFloatTopUp;
    private final CheckFloat checkFloat;

    ProvidersController(
            ProviderBoard board,
            PauseProvider pauseProvider,
            RecordFloatTopUp recordFloatTopUp,
            CheckFloat checkFloat) {
        this.board = board;
        this.pauseProvider = pauseProvider;
        this.recordFloatTopUp = recordFloatTopUp;
        this.checkFloat = checkFloat;
    }

    @GetMapping("/api/v2/providers")
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
    ResponseEntity<Receipt> topUpFloat(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Transfer transfer = Fields.readStrictly(
                body,
                fields -> new Transfer(fields.money("amount"), fields.identifier("bank_reference", BANK_REFERENCE_MAX)));
        UUID id = recordFloatTopUp.record(code, transfer.amount(), transfer.bankReference(), caller.subject());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new Receipt(
                        Ids.text(id),
                        code,
                        Amount.of(transfer.amount()),
                        Amount.of(board.require(code).money().available())));
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
