package id.kezbek.sandbox.providers.dialects;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Reading;
import id.kezbek.sandbox.providers.wire.Answer;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.util.Optional;

/**
 * How one provider speaks: its addresses, its credentials and its words. It knows nothing of books and faults, so that
 * all five are held to the same truth. {@link #read} throws {@link BadField} on a malformed order.
 */
public interface Dialect {

    Provider provider();

    Reading read(Call call);

    /** The answer to an order that is paid. */
    Answer paid(BookLine line);

    /** The answer to an order that was turned down, for a reason of the provider's own. */
    Answer refused(Refusal refusal);

    /** A 2xx that says "accepted, not done yet", where the provider has a word for it. */
    Optional<Answer> pending(BookLine promise);
}
