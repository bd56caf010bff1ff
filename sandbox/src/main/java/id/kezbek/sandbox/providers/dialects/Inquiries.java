package id.kezbek.sandbox.providers.dialects;

import id.kezbek.sandbox.providers.book.Reading;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import org.jspecify.annotations.Nullable;

/** The two forms of inquiries about an order. */
final class Inquiries {

    private Inquiries() {}

    static Reading byParameter(Call call) {
        String reference = call.parameter("external_id");
        if (reference == null) {
            throw new BadField("external_id", "must be given");
        }
        return asked("external_id", reference);
    }

    /** An inquiry with the reference at the end of the path, or null for another request. */
    static @Nullable Reading byPath(Call call, String prefix) {
        String reference = call.method().equals("GET") ? call.segmentAfter(prefix) : null;
        return reference == null ? null : asked("reference", reference);
    }

    private static Reading asked(String field, String reference) {
        return new Reading.Asked(OrderHeaders.checkedReference(field, reference));
    }
}
