package id.kezbek.shared.web.bodies;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.reading.Faults;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Limits the bodies of callers without a log-in. Operations without log-in need only small bodies. */
public final class OpenBodies {

    /** A log-in or a callback has only some hundred bytes. */
    public static final int BYTES_MAX = 4 * 1024;

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private OpenBodies() {}

    /** Why the body must be refused before it is read; null if the body may be read up to the limit. */
    public static @Nullable Refusal refusal(HttpServletRequest request) {
        if (request.getContentLengthLong() > BYTES_MAX) {
            return Faults.bodyTooLarge();
        }
        if (BodyFilter.isMultipart(request.getContentType())) {
            return Faults.ofStatus(UNSUPPORTED_MEDIA_TYPE);
        }
        request.setAttribute(BodyFilter.BYTES_MAX_ATTRIBUTE, BYTES_MAX);
        return null;
    }
}
