package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.DecisionAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.pricing.ChangeWalletAct;
import id.kezbek.payouts.pricing.WalletHistory;
import id.kezbek.shared.ErrorCode;
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
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for wallets, and proposals to add and change wallets. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class WalletsController {

    private static final String PATH = "/api/v2/wallets";
    private static final int CODE_MAX = 10;
    private static final int NAME_MAX = 60;
    private static final int REASON_MAX = 500;
    private static final int VERSION_MAX = 1_000_000;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,10}");

    record WalletList(List<WalletAnswer> items) implements ListPage<WalletAnswer> {}

    /**
     * A wallet in v2 responses.
     *
     * @param minimum the lowest amount of a payout
     * @param maximum the highest amount of a payout
     * @param active whether new purchases may use the wallet
     */
    record WalletAnswer(String code, String name, Amount minimum, Amount maximum, boolean active, int version) {

        static WalletAnswer of(WalletHistory.Version version) {
            Wallets.Wallet wallet = version.wallet();
            return new WalletAnswer(
                    wallet.code(),
                    wallet.name(),
                    Amount.of(wallet.minimum()),
                    Amount.of(wallet.maximum()),
                    wallet.isActive(),
                    version.version());
        }
    }

    /** @param decision absent if the installation seeded the version */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionAnswer(WalletAnswer wallet, @Nullable DecisionAnswer decision) {}

    /** @param versions the oldest first */
    record HistoryAnswer(WalletAnswer wallet, List<VersionAnswer> versions) {}

    private record Asked(ChangeWalletAct.Arguments arguments, String reason) {}

    private final WalletHistory history;
    private final ChangeWalletAct act;
    private final ProposeAct proposeAct;
    private final ApprovalArchive approvals;

    WalletsController(WalletHistory history, ChangeWalletAct act, ProposeAct proposeAct, ApprovalArchive approvals) {
        this.history = history;
        this.act = act;
        this.proposeAct = proposeAct;
        this.approvals = approvals;
    }

    /** Partners see only active wallets. */
    @GetMapping(PATH)
    @Exported("wallets")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER, Role.PARTNER})
    WalletList list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        List<WalletHistory.Version> wallets = caller.role().isStaff() ? history.current() : history.usable();
        return new WalletList(wallets.stream().map(WalletAnswer::of).toList());
    }

    @GetMapping(PATH + "/{code}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    HistoryAnswer one(@PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        List<WalletHistory.Version> versions = find(code);
        return new HistoryAnswer(
                WalletAnswer.of(versions.getLast()),
                versions.stream()
                        .map(version -> new VersionAnswer(WalletAnswer.of(version), decision(version)))
                        .toList());
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> make(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(Fields.readStrictly(body, fields -> asked(fields, code(fields), 0)), caller);
    }

    @PostMapping(PATH + "/{code}/versions")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> change(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        String known = find(code).getLast().wallet().code();
        return propose(
                Fields.readStrictly(
                        body, fields -> asked(fields, known, fields.integer("base_version", 1, VERSION_MAX))),
                caller);
    }

    private static String code(Fields fields) {
        return fields.text("code", CODE_MAX, CODE, "1 to 10 of A-Z and 0-9");
    }

    private static Asked asked(Fields fields, String code, int base) {
        return new Asked(terms(fields, code, base), fields.text("reason", REASON_MAX));
    }

    /** The terms of a new wallet or, with {@code base_version}, of a change. */
    static ChangeWalletAct.Arguments anyTerms(Fields fields) {
        Integer base = fields.optionalInteger("base_version", 1, VERSION_MAX);
        return terms(fields, code(fields), base == null ? 0 : base);
    }

    private static ChangeWalletAct.Arguments terms(Fields fields, String code, int base) {
        String name = fields.identifier("name", NAME_MAX);
        Money minimum = fields.wholeMoney("minimum");
        Money maximum = fields.wholeMoney("maximum");
        if (maximum.isPositive() && maximum.below(minimum)) {
            fields.fault("maximum", "must be equal to or greater than minimum");
        }
        return new ChangeWalletAct.Arguments(
                code, base, name, minimum.decimal(), maximum.decimal(), fields.bool("active"));
    }

    private ResponseEntity<ApprovalAnswer> propose(Asked asked, Caller caller) {
        return ApprovalAnswer.accepted(proposeAct.propose(act, asked.arguments(), asked.reason(), caller));
    }

    private List<WalletHistory.Version> find(String code) {
        List<WalletHistory.Version> versions = CODE.matcher(code).matches() ? history.of(code) : List.of();
        if (versions.isEmpty()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no wallet has this code");
        }
        return versions;
    }

    private @Nullable DecisionAnswer decision(WalletHistory.Version version) {
        return Optional.ofNullable(version.approval())
                .flatMap(approvals::find)
                .map(DecisionAnswer::of)
                .orElse(null);
    }
}
