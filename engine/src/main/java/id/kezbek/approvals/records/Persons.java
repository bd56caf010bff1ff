package id.kezbek.approvals.records;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Approval;
import id.kezbek.approvals.Standing;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Identifies the persons behind a proposal. Two persons are different if their ids differ. E-mail addresses of persons
 * are compared only for old rows without ids, and in tests without the people module.
 */
@Component
public class Persons {

    private final SingletonSupplier<Standing> standing;

    Persons(ObjectProvider<Standing> standing) {
        // The bean is resolved at first use, because the bean's module needs this class during the creation of the
        // bean.
        this.standing = SingletonSupplier.ofNullable(standing::getIfAvailable);
    }

    /**
     * The caller as a person with the current role, which can differ from the role in the token.
     *
     * @throws Refusal FORBIDDEN if the caller is no longer staff or an officer, or now has another role
     */
    public Approval.Actor actor(Caller caller) {
        Standing known = standing.get();
        if (known == null) {
            return new Approval.Actor(caller.subject(), null);
        }
        return known.of(caller)
                .filter(present -> present.role() == caller.role())
                .map(present -> new Approval.Actor(caller.subject(), present.person()))
                .orElseThrow(() -> new Refusal(
                        ErrorCode.FORBIDDEN,
                        "you are no longer active, or your role has changed since you logged in; log in again"));
    }

    /** Whether an e-mail address in the audit log, in any spelling, belongs to this person. */
    public boolean isOf(String address, Approval.Actor actor) {
        Standing known = standing.get();
        return address.equalsIgnoreCase(actor.name())
                || known != null
                        && actor.person() != null
                        && Texts.isEmail(address)
                        && known.mailbox(address).filter(actor.person()::equals).isPresent();
    }

    /** Whether this actor made the proposal. */
    public static boolean isBy(Approval approval, Approval.Actor actor) {
        UUID proposer = approval.proposer();
        UUID person = actor.person();
        return approval.proposedBy().equalsIgnoreCase(actor.name())
                || (proposer != null && person != null && proposer.equals(person));
    }

    /** @throws Refusal STATE_CONFLICT if the proposer could no longer make this proposal */
    public void requireProposersRight(Act<?> act, Approval open) {
        Standing known = standing.get();
        if (known == null) {
            return;
        }
        Role role = role(known, open);
        if (role == null || !act.roles().contains(role)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the proposer is no longer permitted to propose this; a person with the role must make a new proposal");
        }
    }

    private static @Nullable Role role(Standing known, Approval open) {
        UUID proposer = open.proposer();
        return (proposer == null ? known.of(new Caller(Role.ADMIN, open.proposedBy(), null)) : known.of(proposer))
                .map(Standing.Present::role)
                .orElse(null);
    }
}
