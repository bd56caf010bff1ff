package id.kezbek.payouts;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Two people add a wallet that cashback can go to, or change one; it begins with the approval. */
@Component
public class ChangeWalletAct implements Act<ChangeWalletAct.Arguments> {

    /**
     * A wallet as it is to be.
     *
     * @param base the version that whoever proposed it looked at; 0 for a new wallet
     */
    public record Arguments(
            String code, int base, String name, BigDecimal minimum, BigDecimal maximum, boolean active) {

        Wallets.Wallet wallet() {
            return new Wallets.Wallet(code, name, Money.rupiah(minimum), Money.rupiah(maximum), active);
        }
    }

    private final WalletHistory history;
    private final RoutingSettings settings;

    ChangeWalletAct(WalletHistory history, RoutingSettings settings) {
        this.history = history;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "CHANGE_WALLET";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.ADMIN, Role.OPERATIONS);
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
        List<String> words = new ArrayList<>();
        tell(words, "name", before == null ? null : before.name(), after.name());
        tell(words, "minimum", before == null ? null : before.minimum(), after.minimum());
        tell(words, "maximum", before == null ? null : before.maximum(), after.maximum());
        tell(words, "active", before == null ? null : before.isActive(), after.isActive());
        return subject(arguments)
                + (before == null ? " is made: " : " becomes: ")
                + (words.isEmpty() ? "the same" : String.join(", ", words));
    }

    private static void tell(List<String> words, String field, @Nullable Object before, Object after) {
        if (!after.equals(before)) {
            words.add(field + " " + after + (before == null ? "" : " (was " + before + ")"));
        }
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return arguments.base() == 0 ? List.of("payouts to it wait until a provider has a fee for it") : List.of();
    }

    /** @throws Refusal STATE_CONFLICT where the wallet is at another version */
    @Override
    public void check(Arguments arguments) {
        List<WalletHistory.Version> versions = history.of(arguments.code());
        int latest = versions.isEmpty() ? 0 : versions.getLast().version();
        if (latest != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    arguments.base() == 0
                            ? "there is a wallet " + arguments.code() + " already"
                            : "wallet " + arguments.code() + " is at version " + latest + " and not at "
                                    + arguments.base() + "; look at it and propose the change anew");
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
        }
    }
}
