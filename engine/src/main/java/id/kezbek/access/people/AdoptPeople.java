package id.kezbek.access.people;

import id.kezbek.approvals.EndProposals;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.approvals.audit.AuditTrail;
import id.kezbek.partners.AdoptOfficers;
import id.kezbek.partners.Officer;
import id.kezbek.people.Mailboxes;
import id.kezbek.people.Mailboxes.HeldAs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds MACs to rows of people that earlier versions wrote without a MAC. If such rows exist, an operator must allow
 * this step. The audit log records the step, and the engine never repeats it.
 */
@Component
public class AdoptPeople {

    static final String ACT = "PEOPLE_SIGNED";
    static final String ALLOWED = "cezbek.people.sign-rows-of-before";

    private static final Logger log = LoggerFactory.getLogger(AdoptPeople.class);

    private static final int MEMBERS_MAX = 100_000;

    private interface Adoption {
        Instant since();

        /** Adds the MAC to the row; returns false if another row already holds the row's mailbox. */
        boolean run();
    }

    private final Staff staff;
    private final AdoptOfficers officers;
    private final Mailboxes mailboxes;
    private final EndProposals proposals;
    private final AuditLog auditLog;
    private final AuditTrail auditTrail;
    private final TransactionTemplate transactions;
    private final boolean isAllowed;

    /**
     * @param isAllowed the operator's permission, from the settings; an attacker with access to the database cannot
     *     give it
     */
    AdoptPeople(
            Staff staff,
            AdoptOfficers officers,
            Mailboxes mailboxes,
            EndProposals proposals,
            AuditLog auditLog,
            AuditTrail auditTrail,
            TransactionTemplate transactions,
            @Value("${" + ALLOWED + ":false}") boolean isAllowed) {
        this.staff = staff;
        this.officers = officers;
        this.mailboxes = mailboxes;
        this.proposals = proposals;
        this.auditLog = auditLog;
        this.auditTrail = auditTrail;
        this.transactions = transactions;
        this.isAllowed = isAllowed;
    }

    /**
     * If two people have the same mailbox, the person who was added first keeps it. {@link VerifyPeople} then reports
     * the other person.
     */
    public void adopt() {
        transactions.executeWithoutResult(status -> {
            if (isDone()) {
                return;
            }
            staff.lock();
            if (isDone()) {
                return;
            }
            List<Adoption> all = new ArrayList<>();
            staff.rows(MEMBERS_MAX).stream()
                    .filter(row -> !row.isBelieved())
                    .forEach(row -> all.add(ofMember(row.member())));
            officers.unsigned().forEach(officer -> all.add(ofOfficer(officer)));
            if (!all.isEmpty() && !isAllowed) {
                log.warn(
                        "{} rows of people have no MAC and are ignored. After an upgrade, check that each of these members of"
                                + " staff and officers is genuine. To accept them, start once with {}=true",
                        all.size(),
                        ALLOWED);
                return;
            }
            all.sort(Comparator.comparing(Adoption::since));
            long sharing = all.stream().filter(adoption -> !adoption.run()).count();
            auditLog.append(AuditEntry.bySystem(
                    ACT,
                    "staff and officers",
                    Map.of(
                            "rows", Integer.toString(all.size()),
                            "sharing_a_mailbox", Long.toString(sharing))));
        });
        mailboxes.prepare();
    }

    private boolean isDone() {
        return !auditTrail.page(AuditTrail.Page.of(ACT, 1)).isEmpty();
    }

    private Adoption ofMember(Staff.Member member) {
        return new Adoption() {
            @Override
            public Instant since() {
                return member.addedAt();
            }

            @Override
            public boolean run() {
                boolean isFree = mailboxes
                        .hold(member.email(), HeldAs.STAFF, member.id())
                        .isPresent();
                UUID person = mailboxes.person(member.email()).orElseThrow();
                staff.adopt(member, person);
                proposals.assign(person, member.email());
                return isFree;
            }
        };
    }

    private Adoption ofOfficer(Officer officer) {
        return new Adoption() {
            @Override
            public Instant since() {
                return officer.createdAt();
            }

            @Override
            public boolean run() {
                boolean isFree = mailboxes
                        .hold(officer.email(), HeldAs.OFFICER, officer.id())
                        .isPresent();
                officers.adopt(officer, mailboxes.person(officer.email()).orElseThrow());
                return isFree;
            }
        };
    }
}
