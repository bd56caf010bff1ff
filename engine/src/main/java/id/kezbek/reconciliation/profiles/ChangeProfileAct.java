package id.kezbek.reconciliation.profiles;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Adds a new version of a statement format. A second person must approve the version. Files that were already imported
 * do not change.
 */
@Component
public class ChangeProfileAct extends NamedAct<ChangeProfileAct.Arguments> {

    /**
     * The proposed version.
     *
     * @param base the version on which the change is based; 0 for a new profile
     * @param note the source of the format
     */
    public record Arguments(String name, int base, Profile.Body profile, String note) {}

    private final Profiles profiles;

    ChangeProfileAct(Profiles profiles) {
        super("CHANGE_STATEMENT_PROFILE", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.profiles = profiles;
    }

    @Override
    public String subject(Arguments arguments) {
        return "statement profile " + arguments.name();
    }

    @Override
    public String words(Arguments arguments) {
        Profile.Body body = arguments.profile();
        return "statements in the format " + arguments.name() + " are read by version " + (arguments.base() + 1)
                + " from now on: columns "
                + String.join(", ", body.columns().values().stream().sorted().toList())
                + "; times in " + body.zone() + " as " + String.join(" or ", body.times()) + "; amounts "
                + body.numbers()
                + ", signs " + body.sign() + ", fees " + body.fees() + "; "
                + (body.trailer() == null
                        ? "no last row, so a file cannot prove that it is complete"
                        : "a last row that begins with " + body.trailer().mark());
    }

    @Override
    public void check(Arguments arguments) {
        Optional<Profiles.Stored> inForce = profiles.find(arguments.name());
        int version = inForce.map(stored -> stored.profile().version()).orElse(0);
        if (version != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    version == 0
                            ? "no profile has this name yet; propose it with base 0"
                            : "version " + version
                                    + " of the profile is now in force; make a new proposal based on it");
        }
        if (inForce.isPresent() && inForce.get().profile().body().equals(arguments.profile())) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the profile already has these values");
        }
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return arguments.profile().trailer() == null
                ? List.of("without a last row, a statement cannot prove that a payment is missing")
                : List.of();
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        profiles.add(
                new Profile(arguments.name(), arguments.base() + 1, arguments.profile()),
                arguments.note(),
                decision.approval());
    }
}
