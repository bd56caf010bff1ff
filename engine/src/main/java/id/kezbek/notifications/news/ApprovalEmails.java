package id.kezbek.notifications.news;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.ApprovalProposed;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.Approvers;
import id.kezbek.approvals.Approvers.Approver;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.notifications.TemplateName;
import id.kezbek.notifications.queue.Emails;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Creates e-mails about proposals, to all people who may approve them, in the installation's language. */
@Component
class ApprovalEmails {

    private final EventReader events;
    private final ApprovalArchive approvals;
    private final ObjectProvider<Approvers> approvers;
    private final String language;

    ApprovalEmails(
            EventReader events,
            ApprovalArchive approvals,
            ObjectProvider<Approvers> approvers,
            @Value("${cezbek.notifications.language:id}") String language) {
        this.events = events;
        this.approvals = approvals;
        this.approvers = approvers;
        this.language = language;
    }

    List<Emails.Email> of(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> events.read(fact, ApprovalProposed.class).isPresent())
                .map(fact -> approvals.find(fact.subject()))
                .flatMap(Optional::stream)
                // The proposal may already be decided when its event is read.
                .filter(approval -> approval.state() == ApprovalState.PROPOSED)
                .flatMap(approval -> emails(approval).stream())
                .toList();
    }

    private List<Emails.Email> emails(Approval approval) {
        Map<String, Object> model = model(approval);
        return approvers.stream()
                .flatMap(people -> people.having(approvals.roles(approval)).stream())
                .filter(person -> approvals.couldApprove(approval, person))
                .map(person -> email(approval, person, model))
                .toList();
    }

    private Emails.Email email(Approval approval, Approver person, Map<String, Object> model) {
        String name = TemplateName.APPROVAL_PROPOSED + " " + approval.id() + " " + person.id();
        return new Emails.Email(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                TemplateName.APPROVAL_PROPOSED.name(),
                language,
                person.email(),
                model,
                null);
    }

    private Map<String, Object> model(Approval approval) {
        return Map.of(
                "kind", approval.kind(),
                "summary", approval.summary(),
                "reason", approval.reason(),
                "has_warnings", !approval.warnings().isEmpty(),
                "warnings", String.join("; ", approval.warnings()),
                "date", moment(approval.proposedAt()),
                "expires_at", moment(approval.expiresAt()),
                "approval_id", Ids.text(approval.id()));
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'WIB'", Locale.of(language))
                .withZone(Jakarta.ZONE)
                .format(at);
    }
}
