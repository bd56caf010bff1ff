package id.kezbek.trials.torture.checks;

import id.kezbek.trials.torture.calls.IdText;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that all work is finished and that customers got their e-mails. */
final class EndChecks {

    private static final Set<String> UNENDED = Set.of("PENDING", "IN_FLIGHT", "HELD");

    private EndChecks() {}

    static List<Violation> of(Evidence evidence) {
        List<Violation> found = new ArrayList<>();
        Evidence.Index index = evidence.index();
        for (EngineRows.Payout payout : evidence.rows().payouts()) {
            boolean waitsForPeople = index.attemptsOf(payout.id()).stream().anyMatch(Evidence::isUnresolvable);
            if (UNENDED.contains(payout.state()) && !waitsForPeople) {
                found.add(new Violation(
                        Kind.STUCK,
                        index.keyOfPayout(payout.id()),
                        "payout " + IdText.of(payout.id()) + " is " + payout.state() + " " + payout.reason()));
            }
        }
        for (EngineRows.Attempt attempt : evidence.rows().attempts()) {
            if (attempt.isOpen() && !Evidence.isUnresolvable(attempt)) {
                found.add(new Violation(
                        Kind.STUCK,
                        index.keyOfPayout(attempt.payout()),
                        "attempt " + index.reference(attempt) + " at " + attempt.provider() + " is "
                                + attempt.state()));
            }
        }
        mails(evidence, found);
        return found;
    }

    /** The end of staff's e-mail addresses. The number of e-mails to staff about proposals is not fixed. */
    private static final String STAFF = "@kezbek.id";

    private static void mails(Evidence evidence, List<Violation> found) {
        for (EngineRows.Email email : evidence.rows().emails()) {
            if (!email.state().equals("SENT")) {
                found.add(
                        new Violation(Kind.STUCK, null, "the e-mail to " + email.recipient() + " is " + email.state()));
            }
        }
        Set<String> customers = new HashSet<>();
        for (EngineRows.Purchase purchase : evidence.rows().purchases()) {
            String email = purchase.email();
            if (email != null) {
                customers.add(email);
                if (evidence.mails().getOrDefault(email, 0) == 0) {
                    found.add(new Violation(Kind.MAIL, purchase.key(), "its invoice did not arrive"));
                }
            }
        }
        evidence.mails().keySet().stream()
                .filter(recipient -> !customers.contains(recipient) && !recipient.endsWith(STAFF))
                .forEach(recipient -> found.add(new Violation(
                        Kind.MAIL, null, "an e-mail was sent to " + recipient + ", who has no purchase")));
    }
}
