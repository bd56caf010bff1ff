package id.kezbek.access.staff;

import id.kezbek.access.people.Staff;
import id.kezbek.access.people.StaffDirectory;
import id.kezbek.access.people.StaffMember;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.approvals.Decision;
import id.kezbek.approvals.EndProposals;
import id.kezbek.approvals.NamedAct;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes the staff after the approval of a second administrator. A person who is removed or gets another role loses
 * all sessions at once. At least two administrators must remain, because one administrator alone cannot add another.
 */
@Component
public class StaffAct extends NamedAct<StaffAct.Arguments> {

    public static final int ADMINS_MIN = 2;

    public enum Change {
        ADD,
        CHANGE_ROLE,
        REMOVE
    }

    /**
     * The person and the change.
     *
     * @param member the id of an existing member, or a new id
     * @param email the address of an added person; otherwise null
     * @param name the name of an added person; otherwise null
     * @param role the role after the change; null for a removal
     */
    public record Arguments(
            Change change,
            String member,
            @Nullable String email,
            @Nullable String name,
            @Nullable Role role) {

        @Override
        public String toString() {
            return "Arguments[" + change + ", " + member + "]";
        }
    }

    private final Staff staff;
    private final StaffDirectory directory;
    private final Mailboxes mailboxes;
    private final Sessions sessions;
    private final EndProposals endProposals;
    private final Clock clock;

    StaffAct(
            Staff staff,
            StaffDirectory directory,
            Mailboxes mailboxes,
            Sessions sessions,
            EndProposals endProposals,
            Clock clock) {
        super("CHANGE_STAFF", Arguments.class, Role.ADMIN);
        this.staff = staff;
        this.directory = directory;
        this.mailboxes = mailboxes;
        this.sessions = sessions;
        this.endProposals = endProposals;
        this.clock = clock;
    }

    @Override
    public String subject(Arguments arguments) {
        return "staff " + arguments.member();
    }

    @Override
    public String words(Arguments arguments) {
        return switch (arguments.change()) {
            case ADD ->
                Texts.maskedEmail(email(arguments)) + " becomes a member of staff with the role " + arguments.role();
            case CHANGE_ROLE -> known(arguments) + " has the role " + arguments.role();
            case REMOVE -> known(arguments) + " is no longer a member of staff";
        };
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return Ids.find(arguments.member())
                .flatMap(directory::find)
                .map(member -> new Arguments(arguments.change(), arguments.member(), null, null, member.role()));
    }

    @Override
    public void check(Arguments arguments) {
        switch (arguments.change()) {
            case ADD -> requireFree(email(arguments));
            case CHANGE_ROLE -> {
                if (found(arguments).role() == arguments.role()) {
                    throw new Refusal(ErrorCode.STATE_CONFLICT, "the person already has this role");
                }
                requireAdminsWithout(row(arguments));
            }
            case REMOVE -> requireAdminsWithout(row(arguments));
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        staff.lock();
        check(arguments);
        UUID member = Ids.parse(arguments.member());
        switch (arguments.change()) {
            case ADD -> {
                if (!staff.add(member, email(arguments), name(arguments), role(arguments), clock.instant())) {
                    throw taken();
                }
            }
            case CHANGE_ROLE -> {
                Staff.Member changed = staff.find(member).orElseThrow(StaffAct::absent);
                staff.changeRole(changed, role(arguments));
                endRights(changed, role(arguments), decision);
            }
            case REMOVE -> {
                Staff.Row removed = staff.row(member).orElseThrow(StaffAct::absent);
                staff.remove(member);
                endRights(removed.member(), null, decision);
            }
        }
    }

    /** Ends the person's sessions. Closes the person's open proposals that the new role may not make. */
    private void endRights(Staff.Member member, @Nullable Role role, Decision decision) {
        sessions.endOf(member.id());
        UUID person = member.person();
        if (person != null) {
            endProposals.of(person, member.email(), role, decision);
        }
    }

    private void requireFree(String email) {
        if (mailboxes.isHeld(email)) {
            throw taken();
        }
    }

    private void requireAdminsWithout(Staff.Row leaving) {
        List<StaffMember> others = directory.all().stream()
                .filter(member -> member.role() == Role.ADMIN
                        && !member.id().equals(leaving.member().id()))
                .toList();
        if (leaving.isBelieved() && leaving.member().role() == Role.ADMIN && others.size() < ADMINS_MIN) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "at least " + ADMINS_MIN + " administrators must remain; add another administrator first");
        }
    }

    private StaffMember found(Arguments arguments) {
        return Ids.find(arguments.member()).flatMap(directory::find).orElseThrow(StaffAct::absent);
    }

    /** Also finds rows with an invalid MAC, so that administrators can remove them. */
    private Staff.Row row(Arguments arguments) {
        return Ids.find(arguments.member()).flatMap(staff::row).orElseThrow(StaffAct::absent);
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no member of staff has this id");
    }

    private String known(Arguments arguments) {
        Staff.Row row = row(arguments);
        return Texts.maskedEmail(row.member().email()) + ", now " + row.member().role()
                + (row.isBelieved() ? "," : " by a row with an invalid MAC,");
    }

    private static String email(Arguments arguments) {
        return required(arguments.email());
    }

    private static String name(Arguments arguments) {
        return required(arguments.name());
    }

    private static Role role(Arguments arguments) {
        return required(arguments.role());
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("A proposed change of staff lacks the email, name or role");
        }
        return value;
    }

    private static Refusal taken() {
        return new Refusal(ErrorCode.STATE_CONFLICT, "a member of staff or an officer already has this mailbox");
    }
}
