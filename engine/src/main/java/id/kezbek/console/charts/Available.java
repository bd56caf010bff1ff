package id.kezbek.console.charts;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reports have few connections and may be busy. The rest of a page with their figures is shown even then. */
public final class Available {

    private Available() {}

    /** What is read; null if it is not available now. Other refusals are thrown. */
    public static <T> @Nullable T now(Supplier<T> read) {
        try {
            return read.get();
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.TOO_MANY_REQUESTS
                    || refusal.code().v2Status() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
                return null;
            }
            throw refusal;
        }
    }
}
