package id.kezbek.reconciliation.acts;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.reconciliation.profiles.Profiles;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A new version of a profile, approved by a second person. Statements that were imported before stay as they are. */
@Component
public class ChangeProfileAct implements Act<ChangeProfileAct.Arguments> {

    /**
     * @param version the new one
     * @param json what is stored
     * @param note where the format is from
     */
    public record Arguments(String name, int version, String json, String note) {}

    private final Profiles profiles;
    private final Clock clock;

    ChangeProfileAct(Profiles profiles, Clock clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "CHANGE_STATEMENT_PROFILE";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.ADMIN, Role.FINANCE);
    }

    @Override
    public String subject(Arguments arguments) {
        return "statement profile " + arguments.name();
    }

    @Override
    public String words(Arguments arguments) {
        return "statements of the profile " + arguments.name() + " are read by its version " + arguments.version()
                + " from now on";
    }

    @Override
    public void check(Arguments arguments) {
        Profile read = Profiles.read(arguments.name(), arguments.version(), arguments.json());
        int inForce = profiles.find(read.name())
                .map(stored -> stored.profile().version())
                .orElse(0);
        if (arguments.version() != inForce + 1) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the profile has changed since the proposal; propose the change again");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        profiles.add(
                Profiles.read(arguments.name(), arguments.version(), arguments.json()),
                arguments.json(),
                arguments.note(),
                decision.approval(),
                clock.instant());
    }
}
