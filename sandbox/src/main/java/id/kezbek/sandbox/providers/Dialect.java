package id.kezbek.sandbox.providers;

import java.util.Optional;

/**
 * How one provider speaks: its addresses, its credentials and its words. It knows nothing of books and faults, so that
 * all five are held to the same truth. {@link #read} throws {@link BadField} on a malformed order.
 */
interface Dialect {

    Provider provider();

    Reading read(Call call);

    /** The answer to an order that is paid. */
    Answer paid(BookLine line);

    /** The answer to an order that was turned down, for a reason of the provider's own. */
    Answer refused(Refusal refusal);

    /** A 2xx that says "accepted, not done yet", where the provider has a word for it. */
    Optional<Answer> pending(BookLine promise);
}
