package id.kezbek.payouts.pricing;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A new or changed wallet, approved by a second person. The change takes effect at the approval and releases payouts
 * that waited for a lower minimum.
 */
@Component
public class ChangeWalletAct extends NamedAct<ChangeWalletAct.Arguments> {

    /**
     * The proposed wallet.
     *
     * @param base the version on which the proposal is based; 0 for a new wallet
     */
    public record Arguments(
            String code, int base, String name, BigDecimal minimum, BigDecimal maximum, boolean active) {

        Wallets.Wallet wallet() {
            return new Wallets.Wallet(code, name, Money.rupiah(minimum), Money.rupiah(maximum), active);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(ChangeWalletAct.class);

    private final WalletHistory history;
    private final RoutingSettings settings;
    private final ReleaseSmallPayouts releaseSmallPayouts;

    ChangeWalletAct(WalletHistory history, RoutingSettings settings, ReleaseSmallPayouts releaseSmallPayouts) {
        super("CHANGE_WALLET", Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.history = history;
        this.settings = settings;
        this.releaseSmallPayouts = releaseSmallPayouts;
    }

    @Override
    public String subject(Arguments arguments) {
        return "wallet " + arguments.code();
    }

    @Override
    public String words(Arguments arguments) {
        List<WalletHistory.Version> versions = history.of(arguments.code());
        Wallets.Wallet before = versions.isEmpty() ? null : versions.getLast().wallet();
        Wallets.Wallet after = arguments.wallet();
        ChangedFields changed = new ChangedFields();
        changed.tell("name", before == null ? null : before.name(), after.name());
        changed.tell("minimum", before == null ? null : before.minimum(), after.minimum());
        changed.tell("maximum", before == null ? null : before.maximum(), after.maximum());
        changed.tell("active", before == null ? null : before.isActive(), after.isActive());
        return subject(arguments) + (before == null ? " is created: " : " becomes: ") + changed.orElse("no changes");
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        if (arguments.base() == 0) {
            return List.of("payouts to the wallet wait until a provider has a fee for it");
        }
        List<WalletHistory.Version> versions = history.of(arguments.code());
        return versions.isEmpty() ? List.of() : warnings(versions.getLast().wallet(), arguments.wallet());
    }

    private static List<String> warnings(Wallets.Wallet before, Wallets.Wallet after) {
        List<String> warnings = new ArrayList<>();
        if (before.isActive() && !after.isActive()) {
            warnings.add("the engine refuses new purchases for this wallet");
        }
        if (before.minimum().below(after.minimum())) {
            warnings.add("payouts of less than " + after.minimum().inWords()
                    + " wait after this change; the current minimum is "
                    + before.minimum().inWords());
        }
        if (after.maximum().below(before.maximum())) {
            warnings.add("payouts of more than " + after.maximum().inWords()
                    + " will not be paid after this change; the current maximum is "
                    + before.maximum().inWords());
        }
        return warnings;
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return history.of(arguments.code()).reversed().stream()
                .findFirst()
                .map(WalletHistory.Version::wallet)
                .map(wallet -> new Arguments(
                        wallet.code(),
                        arguments.base(),
                        wallet.name(),
                        wallet.minimum().decimal(),
                        wallet.maximum().decimal(),
                        wallet.isActive()));
    }

    /** @throws Refusal STATE_CONFLICT if the wallet has a version other than the base */
    @Override
    public void check(Arguments arguments) {
        Wallets.Wallet wallet = arguments.wallet();
        if (!wallet.minimum().isWhole() || !wallet.maximum().isWhole()) {
            throw Refusal.badField(wallet.minimum().isWhole() ? "maximum" : "minimum", "must be whole rupiah");
        }
        List<WalletHistory.Version> versions = history.of(arguments.code());
        int latest = versions.isEmpty() ? 0 : versions.getLast().version();
        if (latest != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    arguments.base() == 0
                            ? "wallet " + arguments.code() + " already exists"
                            : "wallet " + arguments.code() + " is at version " + latest + " and not at "
                                    + arguments.base() + "; make a new proposal based on the current version");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        settings.lock();
        check(arguments);
        if (arguments.base() == 0) {
            settings.addWallet(arguments.wallet(), decision.approval());
        } else {
            settings.changeWallet(arguments.wallet(), arguments.base(), decision.approval());
            int released = releaseSmallPayouts.releaseSome();
            log.atInfo()
                    .addKeyValue("wallet", arguments.code())
                    .addKeyValue("released", released)
                    .log("Wallet changed");
        }
    }
}
