package id.kezbek.shared.web.reading;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * Turns each kind of exception into a refusal for the caller. The caller sees only the messages of refusals; other
 * exceptions' messages remain internal.
 */
public final class Faults {

    /** The maximum number of causes to inspect. */
    public static final int CAUSES_MAX = 10;

    private Faults() {}

    public static Refusal refusalFor(Throwable error) {
        return switch (error) {
            case Refusal refusal -> refusal;
            case MaxUploadSizeExceededException tooLarge -> tooLarge(tooLarge);
            case MultipartException broken -> Refusal.badField("body", "is not a readable multipart form");
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MissingServletRequestPartException missing -> required(missing.getRequestPartName());
            case MissingServletRequestParameterException missing -> required(missing.getParameterName());
            case MissingRequestHeaderException missing -> required(missing.getHeaderName());
            case MethodArgumentTypeMismatchException mismatch ->
                Refusal.badField(mismatch.getName(), "has the wrong type");
            case InvalidParameterException broken -> Refusal.badField("query", "cannot be read");
            // The caller was too slow, closed the connection or sent invalid chunks. The engine is not at fault.
            case SocketTimeoutException slow -> Refusal.badField("body", "did not arrive in time");
            case EOFException hungUp -> Refusal.badField("body", "arrived incomplete");
            case BadRequestException broken -> Refusal.badField("body", "cannot be read");
            case DataAccessException failed when isOutage(failed) -> ofStatus(503);
            case CannotCreateTransactionException unreachable -> ofStatus(503);
            case TransactionTimedOutException late -> ofStatus(503);
            case TransactionSystemException unfinished -> ofStatus(503);
            case ErrorResponse web -> ofStatus(web.getStatusCode().value());
            default -> ofStatus(500);
        };
    }

    /** The refusal for a status that comes without an exception, for example from the server itself. */
    public static Refusal ofStatus(int status) {
        return switch (status) {
            case 401 -> new Refusal(ErrorCode.UNAUTHORIZED, "unauthorized");
            case 403 -> new Refusal(ErrorCode.FORBIDDEN, "forbidden");
            case 404 -> new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist");
            case 405 -> new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "the path does not allow this method");
            case 413 -> bodyTooLarge();
            case 415 -> unsupportedMediaType("is not one that this path takes");
            case 503 -> new Refusal(ErrorCode.OUT_OF_SERVICE, "core engines are out of service, try again");
            // An unknown transfer encoding or HTTP version is the caller's fault.
            case 501, 505 -> unreadableRequest();
            default ->
                status >= 400 && status < 500
                        ? unreadableRequest()
                        : new Refusal(ErrorCode.SOMETHING_WENT_WRONG, "something went wrong");
        };
    }

    private static Refusal unreadableRequest() {
        return Refusal.badField("request", "cannot be read");
    }

    public static Refusal bodyTooLarge() {
        return new Refusal(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "bad payload",
                List.of(new Refusal.FieldError("body", "is larger than this path allows")));
    }

    public static Refusal unsupportedMediaType(String reason) {
        return new Refusal(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "the path does not allow this content type",
                List.of(new Refusal.FieldError("content-type", reason)));
    }

    /**
     * Whether the database is unavailable, slow or busy. If so, the request itself was valid, and a retry may succeed.
     */
    private static boolean isOutage(DataAccessException failed) {
        return failed instanceof TransientDataAccessException
                || failed instanceof NonTransientDataAccessResourceException
                || failed instanceof RecoverableDataAccessException;
    }

    private static Refusal unreadable(HttpMessageNotReadableException unreadable) {
        return inCauses(unreadable, Refusal.class)
                .orElseGet(() -> Refusal.badField("body", "is missing or cannot be read"));
    }

    private static Refusal tooLarge(MaxUploadSizeExceededException tooLarge) {
        String field = inCauses(tooLarge, FileSizeLimitExceededException.class)
                .map(FileSizeLimitExceededException::getFieldName)
                .orElse("body");
        return new Refusal(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "bad payload",
                List.of(new Refusal.FieldError(TextRules.printable(field), "is larger than this path allows")));
    }

    private static Refusal required(String name) {
        return Refusal.badField(name, "is required");
    }

    private static <T extends Throwable> Optional<T> inCauses(Throwable error, Class<T> type) {
        @Nullable Throwable cause = error.getCause();
        for (int depth = 0; depth < CAUSES_MAX && cause != null; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
