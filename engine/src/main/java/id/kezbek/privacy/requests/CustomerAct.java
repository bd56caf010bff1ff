package id.kezbek.privacy.requests;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.UUID;

/**
 * A proposal about a customer's data. The proposal's description contains only the last digits of the phone number,
 * because descriptions are stored permanently.
 */
abstract class CustomerAct extends NamedAct<CustomerAct.Arguments> {

    /** @param request the id of the request, which contains the customer's data sealed */
    public record Arguments(UUID request) {}

    private final Requests requests;
    private final CustomerIds ids;
    private final PartnerDirectory partners;
    private final Clock clock;

    CustomerAct(String kind, Requests requests, CustomerIds ids, PartnerDirectory partners, Clock clock) {
        super(kind, Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.requests = requests;
        this.ids = ids;
        this.partners = partners;
        this.clock = clock;
    }

    @Override
    public final String subject(Arguments arguments) {
        return "customer " + Ids.text(ids.of(open(arguments).customer()));
    }

    @Override
    public final String words(Arguments arguments) {
        Requests.Open open = open(arguments);
        String partner =
                partners.find(open.customer().partner()).map(Partner::code).orElse("unknown");
        return "customer " + open.customer().msisdn().masked() + " of partner " + partner + " " + effect(open);
    }

    /** The effect on the customer, as the last part of a sentence. */
    abstract String effect(Requests.Open open);

    @Override
    public final void check(Arguments arguments) {
        requireReady(open(arguments));
    }

    @Override
    public final void carryOut(Arguments arguments, Decision decision) {
        Requests.Open open = open(arguments);
        requireReady(open);
        carryOut(open, decision);
        requests.end(open.id(), clock.instant());
    }

    /** Locks the customer. Refuses if payouts to the customer are in progress. */
    abstract void requireReady(Requests.Open open);

    abstract void carryOut(Requests.Open open, Decision decision);

    final Requests.Open open(Arguments arguments) {
        return requests.find(arguments.request())
                .orElseThrow(
                        () -> new Refusal(ErrorCode.STATE_CONFLICT, "the proposal is too old; make a new proposal"));
    }
}
