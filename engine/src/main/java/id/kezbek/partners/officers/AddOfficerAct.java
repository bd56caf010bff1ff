package id.kezbek.partners.officers;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.records.PartnerArchive;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * A member of staff proposes an officer. Another member of staff must approve the proposal, or an officer of the
 * partner must confirm it. So one member of staff alone cannot give a person access to a partner's customers.
 */
@Component
public class AddOfficerAct extends NamedAct<AddOfficerAct.Arguments> {

    /** The database function {@code approvals.open_officers} uses this name too. */
    static final String KIND = "ADD_OFFICER";

    /**
     * @param partner the partner's code
     * @param officer the officer's future id
     */
    public record Arguments(String partner, String officer, String name, String email, Language language) {

        @Override
        public String toString() {
            return "Arguments[" + partner + ", " + officer + "]";
        }
    }

    private final PartnerArchive partners;
    private final ChangeOfficers officers;
    private final Mailboxes mailboxes;

    AddOfficerAct(PartnerArchive partners, ChangeOfficers officers, Mailboxes mailboxes) {
        super(KIND, Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.partners = partners;
        this.officers = officers;
        this.mailboxes = mailboxes;
    }

    @Override
    public boolean admits(Arguments arguments, Caller caller) {
        return roles().contains(caller.role())
                || (caller.role() == Role.OFFICER
                        && Objects.equals(caller.partner(), partner(arguments).id()));
    }

    @Override
    public String subject(Arguments arguments) {
        return subject(arguments.officer());
    }

    static String subject(String officer) {
        return "officer " + officer;
    }

    @Override
    public String words(Arguments arguments) {
        return Texts.maskedEmail(arguments.email()) + " becomes an officer of partner " + arguments.partner()
                + " and sees its customers and transactions";
    }

    @Override
    public void check(Arguments arguments) {
        officers.requireRoom(partner(arguments).id());
        if (mailboxes.isHeld(arguments.email())) {
            throw ChangeOfficers.taken();
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        officers.add(
                Ids.parse(arguments.officer()),
                partner(arguments).id(),
                arguments.name(),
                arguments.email(),
                arguments.language(),
                decision.approvedBy());
    }

    private PartnerProfile partner(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
