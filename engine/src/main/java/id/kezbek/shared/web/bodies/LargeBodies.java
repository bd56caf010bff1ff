package id.kezbek.shared.web.bodies;

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
 * A bulkhead for large bodies. Reading one needs many times its size in memory. So a process reads only a few at the
 * same time, and even fewer of one caller. For small requests, this costs only one comparison.
 */
public final class LargeBodies implements HandlerInterceptor {

    private static final String PLACE = LargeBodies.class.getName();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Shares<Object> ofCallers;
    private final Semaphore ofAll;

    public LargeBodies(EdgeSettings settings) {
        this.ofCallers = new Shares<>(settings.largeBodiesPerPartner());
        this.ofAll = new Semaphore(settings.largeBodies());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (isLarge(request)) {
            Object who = who(request);
            if (!ofCallers.enter(who)) {
                throw refusal();
            }
            if (!ofAll.tryAcquire()) {
                ofCallers.leave(who);
                throw refusal();
            }
            request.setAttribute(PLACE, who);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception error) {
        Object who = request.getAttribute(PLACE);
        if (who != null) {
            request.removeAttribute(PLACE);
            ofAll.release();
            ofCallers.leave(who);
        }
    }

    private static boolean isLarge(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > BodyFilter.BYTES_MAX
                || (length < 0
                        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                        && BodyFilter.bytesMax(request) > BodyFilter.BYTES_MAX);
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
