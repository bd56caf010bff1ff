package id.kezbek.approvals;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of proposal that needs a second person (maker-checker). The module that owns it provides it as a component.
 *
 * @param <A> the arguments: a record of texts, numbers, enums and ids, stored as JSON from proposal to approval
 */
public interface Act<A> {

    /** The name in upper case, for example {@code RETRY_PAYOUT}. It must never change, because stored proposals use it. */
    String kind();

    Class<A> arguments();

    /** The roles that may propose and approve it. */
    Set<Role> roles();

    /** Whether this caller may approve or reject it. */
    default boolean admits(A arguments, Caller caller) {
        return roles().contains(caller.role());
    }

    /** The subject, for example {@code payout 01h…}; at most one proposal of a kind may be open for a subject. */
    String subject(A arguments);

    /** A description of the effect for the approver. */
    String words(A arguments);

    /** A value that only one open proposal of any kind may have, for example a bank reference; null for none. */
    default @Nullable String claim(A arguments) {
        return null;
    }

    /** The duty that proposer and approver perform for the partner in the argument {@code partner}; empty for none. */
    default Optional<Duty> duty() {
        return Optional.empty();
    }

    /** @throws Refusal if the proposal could not be carried out now; it is then not created */
    void check(A arguments);

    /**
     * Warnings for proposer and approver that do not block the proposal. They are computed when it is proposed, and again before
     * it is approved.
     */
    default List<String> warnings(A arguments) {
        return List.of();
    }

    /**
     * The same arguments with their current values, so that the approver sees what changes. Empty if the proposal replaces no
     * values. It is read while the proposal is open.
     */
    default Optional<A> before(A arguments) {
        return Optional.empty();
    }

    /**
     * Carries out the proposal in the transaction of its approval.
     *
     * @throws Refusal if the situation has changed since the proposal; nothing is recorded then
     */
    void carryOut(A arguments, Decision decision);
}
