package id.kezbek.startup.systems;

import id.kezbek.shared.systems.SystemAway;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Describes why a system is unavailable. In messages, the text follows the system's name. Messages of exceptions may
 * contain addresses and user names, so only the type of an unknown exception is shown.
 */
public final class WhyAway {

    static final String SILENT = "does not answer in time";

    private static final String NO_CREDENTIALS = "Unable to load credentials";
    private static final int CAUSES_MAX = 20;

    private WhyAway() {}

    public static String of(Throwable failure) {
        Throwable root = failure;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Optional<String> known = words(cause);
            if (known.isPresent()) {
                return known.get();
            }
            root = cause;
            cause = cause.getCause();
        }
        return "cannot be used (" + root.getClass().getSimpleName() + ")";
    }

    private static Optional<String> words(Throwable cause) {
        return switch (cause) {
            case SystemAway told -> Optional.ofNullable(told.getMessage());
            case UnknownHostException nameless -> Optional.of("has an unknown host name");
            case ConnectException refused -> Optional.of("does not accept connections at its address");
            case SocketTimeoutException silent -> Optional.of(SILENT);
            case TimeoutException silent -> Optional.of(SILENT);
            case QueryTimeoutException silent -> Optional.of(SILENT);
            case ApiCallTimeoutException silent -> Optional.of(SILENT);
            case ApiCallAttemptTimeoutException silent -> Optional.of(SILENT);
            case SdkClientException noCredentials
            when String.valueOf(noCredentials.getMessage()).startsWith(NO_CREDENTIALS) ->
                Optional.of("has no AWS credentials; give the process a role, or set AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY");
            default -> Optional.empty();
        };
    }
}
