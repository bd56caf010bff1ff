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

    /** Its name in upper case, such as {@code RETRY_PAYOUT}; it never changes, because stored proposals use it. */
    String kind();

    Class<A> arguments();

    /** The roles that may propose and approve it. */
    Set<Role> roles();

    /** Whether this caller may approve or reject it. */
    default boolean admits(A arguments, Caller caller) {
        return roles().contains(caller.role());
    }

    /** The subject, such as {@code payout 01h…}; at most one proposal of a kind may be open for it. */
    String subject(A arguments);

    /** A description of the effect for the approver. */
    String words(A arguments);

    /** A claim that only one open proposal of any kind may have, such as a bank reference; null for none. */
    default @Nullable String claim(A arguments) {
        return null;
    }

    /** The duty that proposer and approver take up over the partner in the argument {@code partner}; empty for none. */
    default Optional<Duty> duty() {
        return Optional.empty();
    }

    /** @throws Refusal if it could not be carried out now, so that it is not proposed */
    void check(A arguments);

    /**
     * Warnings for proposer and approver that do not block the proposal. Computed at the proposal and again before the
     * approval.
     */
    default List<String> warnings(A arguments) {
        return List.of();
    }

    /**
     * The same arguments with the values of now, so that the approver sees what changes; empty if it takes the place of
     * nothing. Read while the proposal waits.
     */
    default Optional<A> before(A arguments) {
        return Optional.empty();
    }

    /**
     * Carries it out in the transaction of its approval.
     *
     * @throws Refusal if the situation has changed since the proposal; nothing is recorded then
     */
    void carryOut(A arguments, Decision decision);
}
