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
 * One provider's protocol: paths, credentials and codes. A dialect has no access to the book or the faults, so all five
 * providers decide by the same rules. {@link #read} throws {@link BadField} on a malformed order.
 */
public interface Dialect {

    Provider provider();

    Reading read(Call call);

    /** The response to a paid order. */
    Answer paid(BookLine line);

    /** The response to a valid order that the provider rejects. */
    Answer refused(Refusal refusal);

    /** The response with status 2xx to an accepted order that is not paid yet, if the provider has a code for this. */
    Optional<Answer> pending(BookLine promise);
}
