package id.kezbek.shared.web.bodies;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.batch.Shares;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.connections.EdgeSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A bulkhead for large bodies. Reading a large body needs many times its size in memory. So a process reads only a few
 * large bodies at the same time, and even fewer of one caller. A process reads only one settlement file at a time,
 * because a file may take a quarter of the memory. A page's request and the operation that it calls share a slot. A
 * small request costs only one comparison.
 */
public final class LargeBodies implements HandlerInterceptor {

    private static final String PLACE = LargeBodies.class.getName();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration FILE_RETRY_AFTER = Duration.ofSeconds(10);

    /** The slot of a request, which is released after the request. */
    private record Place(Object who, boolean isOfFile) {}

    private final Shares<Object> ofCallers;
    private final Semaphore ofAll;
    private final Semaphore ofFiles = new Semaphore(1);

    public LargeBodies(EdgeSettings settings) {
        this.ofCallers = new Shares<>(settings.largeBodiesPerPartner());
        this.ofAll = new Semaphore(settings.largeBodies());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(PLACE) != null) {
            // The page's request will release the slot.
            request.removeAttribute(PLACE);
        } else if (isLargerThan(BodyFilter.BYTES_MAX, request)) {
            Object who = who(request);
            boolean isFile = isLargerThan(BodyFilter.LIST_BYTES_MAX, request);
            if (!ofCallers.enter(who)) {
                throw refusal();
            }
            if (!ofAll.tryAcquire()) {
                ofCallers.leave(who);
                throw refusal();
            }
            if (isFile && !ofFiles.tryAcquire()) {
                ofAll.release();
                ofCallers.leave(who);
                throw Refusal.later(
                        ErrorCode.OUT_OF_SERVICE,
                        "another large file is being read; send this file again later",
                        FILE_RETRY_AFTER);
            }
            request.setAttribute(PLACE, new Place(who, isFile));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception error) {
        if (request.getAttribute(PLACE) instanceof Place place) {
            request.removeAttribute(PLACE);
            if (place.isOfFile()) {
                ofFiles.release();
            }
            ofAll.release();
            ofCallers.leave(place.who());
        }
    }

    private static boolean isLargerThan(int bytes, HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > bytes
                || (length < 0
                        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                        && BodyFilter.bytesMax(request) > bytes);
    }

    private static Object who(HttpServletRequest request) {
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            return caller.partner() == null ? caller.subject() : caller.partner();
        }
        return "";
    }

    private static Refusal refusal() {
        return Refusal.tooMany("too many large bodies at the same time; send them one after the other", RETRY_AFTER);
    }
}
