package id.kezbek.console.charts;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads figures for a page. Reports have few connections and may be busy; the rest of the page is shown even then, and waits
 * for them only once.
 */
public final class Available {

    private boolean isAway;

    /** What is read; null if it, or anything before it, is not available now. Other refusals are thrown. */
    public <T> @Nullable T now(Supplier<T> read) {
        if (isAway) {
            return null;
        }
        try {
            return read.get();
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.TOO_MANY_REQUESTS
                    || refusal.code().v2Status() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
                isAway = true;
                return null;
            }
            throw refusal;
        }
    }
}
