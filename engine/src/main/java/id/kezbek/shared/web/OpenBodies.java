package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Bodies of callers who are not logged in: open operations need little, so nobody's large body is read or parsed. */
public final class OpenBodies {

    /** A log-in or a callback takes some hundred bytes. */
    public static final int BYTES_MAX = 4 * 1024;

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private OpenBodies() {}

    /** Why the body is refused before it is read; null where it may be read, up to the limit. */
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
