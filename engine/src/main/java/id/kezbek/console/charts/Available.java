package id.kezbek.console.charts;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads figures for a page. Reports have few database connections. If all connections are in use, the page waits only
 * once, and then appears without figures.
 */
public final class Available {

    private boolean isAway;

    /**
     * Reads a figure. Returns null if this figure or an earlier figure of the page is not available now. Throws all
     * other refusals.
     */
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
