package id.kezbek.access.passkeys;

import id.kezbek.access.people.StaffDirectory;
import id.kezbek.access.people.StaffMember;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import org.springframework.stereotype.Component;

/**
 * Removes the passkeys of a person who lost them. Two other administrators propose and approve the removal. The
 * person's sessions end too, because a finder of the lost device may have an open session.
 */
@Component
public class RemovePasskeysAct extends NamedAct<RemovePasskeysAct.Arguments> {

    /** @param member the id of the member of staff */
    public record Arguments(String member) {}

    private final StaffDirectory directory;
    private final Passkeys passkeys;
    private final PasskeyRecords records;
    private final Sessions sessions;

    RemovePasskeysAct(StaffDirectory directory, Passkeys passkeys, PasskeyRecords records, Sessions sessions) {
        super("REMOVE_PASSKEYS", Arguments.class, Role.ADMIN);
        this.directory = directory;
        this.passkeys = passkeys;
        this.records = records;
        this.sessions = sessions;
    }

    @Override
    public String subject(Arguments arguments) {
        return "passkeys of staff " + arguments.member();
    }

    @Override
    public String words(Arguments arguments) {
        return Texts.maskedEmail(member(arguments).email())
                + " loses all passkeys and all sessions, and must log in again";
    }

    @Override
    public void check(Arguments arguments) {
        if (!passkeys.isHeld(member(arguments).id())) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "this person has no passkey");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        StaffMember member = member(arguments);
        requireAnother(member, decision.proposedBy());
        requireAnother(member, decision.approvedBy());
        int removed = records.removeAll(member.id(), member.email());
        if (removed > 0) {
            sessions.endOf(member.id());
        }
    }

    /** @throws Refusal FORBIDDEN if the caller is the person */
    public void requireAnother(Arguments arguments, String caller) {
        requireAnother(member(arguments), caller);
    }

    private static void requireAnother(StaffMember member, String person) {
        if (member.email().equalsIgnoreCase(person)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "two other administrators must remove your passkeys");
        }
    }

    private StaffMember member(Arguments arguments) {
        return Ids.find(arguments.member())
                .flatMap(directory::find)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no member of staff has this id"));
    }
}
