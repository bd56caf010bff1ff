package id.kezbek.approvals;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of proposal that needs a second person (maker-checker). Each kind is a Spring component of the module that
 * owns it.
 *
 * @param <A> the arguments: a record of texts, numbers, enums and ids, stored as JSON from proposal to approval
 */
public interface Act<A> {

    /**
     * The name of the kind in upper case, for example {@code RETRY_PAYOUT}. The name must never change, because stored
     * proposals contain it.
     */
    String kind();

    Class<A> arguments();

    /** The roles that may propose and approve proposals of this kind. */
    Set<Role> roles();

    /** Whether this caller may approve or reject a proposal with these arguments. */
    default boolean admits(A arguments, Caller caller) {
        return roles().contains(caller.role());
    }

    /**
     * The object that the proposal concerns, for example {@code payout 01h…}; at most one proposal of this kind may be
     * open for an object.
     */
    String subject(A arguments);

    /** A description of the effect for the approver. */
    String words(A arguments);

    /**
     * A value that only one open proposal may have, across all kinds, for example a bank reference; null if there is
     * none.
     */
    default @Nullable String claim(A arguments) {
        return null;
    }

    /** The duty that this kind performs for the partner in the argument {@code partner}; empty if there is none. */
    default Optional<Duty> duty() {
        return Optional.empty();
    }

    /** @throws Refusal if the proposal could not be carried out now; the proposal is then not created */
    void check(A arguments);

    /**
     * Warnings for proposer and approver. They do not block the proposal. The engine computes them at the proposal and
     * again at the approval.
     */
    default List<String> warnings(A arguments) {
        return List.of();
    }

    /**
     * The values before the change, so that the approver sees the differences. Empty if the proposal replaces no
     * values. The method is called only while the proposal is open.
     */
    default Optional<A> before(A arguments) {
        return Optional.empty();
    }

    /**
     * Carries out the proposal, in the transaction of the approval.
     *
     * @throws Refusal if the situation has changed since the proposal; the transaction is then rolled back
     */
    void carryOut(A arguments, Decision decision);
}
