package id.kezbek.approvals;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of act that takes two people. The module that owns it brings it as a component.
 *
 * @param <A> what an act of this kind needs to know: a record of texts, numbers, enums and ids, kept as JSON from the
 *     proposal to the approval
 */
public interface Act<A> {

    /** Its name, in upper case, such as {@code RETRY_PAYOUT}; never changed, because proposals are kept under it. */
    String kind();

    Class<A> arguments();

    /** The roles that may propose it and that may approve it. */
    Set<Role> roles();

    /** Whether this caller may approve or reject it. */
    default boolean admits(A arguments, Caller caller) {
        return roles().contains(caller.role());
    }

    /** What it is about, such as {@code payout 01h…}; at most one proposal of a kind may be open for it. */
    String subject(A arguments);

    /** What it will do, in words for the person who approves. */
    String words(A arguments);

    /**
     * What only one open proposal of any kind may hold beside its subject, such as a bank's reference; null for nothing.
     */
    default @Nullable String claim(A arguments) {
        return null;
    }

    /**
     * The duty that who proposes or approves it takes up, over the partner whose code the arguments carry as
     * {@code partner}; empty for none.
     */
    default Optional<Duty> duty() {
        return Optional.empty();
    }

    /** @throws Refusal where it could not be carried out now, so that nobody is asked to approve it */
    void check(A arguments);

    /**
     * What the two should know that does not stand in its way, such as what of a table it would leave without an answer.
     * Asked for at the proposal, and again before it is carried out.
     */
    default List<String> warnings(A arguments) {
        return List.of();
    }

    /**
     * Carries it out, inside the transaction of its approval.
     *
     * @throws Refusal where the ground has changed since it was proposed; nothing is recorded then
     */
    void carryOut(A arguments, Decision decision);
}
