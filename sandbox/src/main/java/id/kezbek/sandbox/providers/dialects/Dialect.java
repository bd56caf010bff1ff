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
 * One provider's protocol: its addresses, credentials and codes. It does not know the book or the faults, so all five
 * providers decide by the same rules. {@link #read} throws {@link BadField} on a malformed order.
 */
public interface Dialect {

    Provider provider();

    Reading read(Call call);

    /** The answer to a paid order. */
    Answer paid(BookLine line);

    /** The answer to an order that the provider rejects for its own reasons. */
    Answer refused(Refusal refusal);

    /** A 2xx for an accepted order that is not paid yet, if the provider has a code for it. */
    Optional<Answer> pending(BookLine promise);
}
