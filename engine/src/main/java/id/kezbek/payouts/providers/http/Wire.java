package id.kezbek.payouts.providers.http;

import id.kezbek.shared.crash.CrashPoint;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a call to an open connection and reads the head of the response. The class records when writing starts: if the
 * call fails before writing starts, nothing was sent. The class checks an order's lease again, because waiting for a
 * connection may take long.
 */
final class Wire extends HttpRequestExecutor {

    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    private static final CrashPoint LEASE_HOLDS =
            CrashPoint.named("payouts.lease-holds", "an order's lease is checked and valid, but nothing is sent");
    private static final CrashPoint ON_ITS_WAY = CrashPoint.named(
            "payouts.order-sent", "an order is sent to the provider, but its response has not started");
    private static final CrashPoint ANSWER_BEGINS = CrashPoint.named(
            "payouts.order-answered",
            "the provider has processed an order and starts its response, but the engine has not read the response");

    /** The progress of one call. */
    static final class Progress extends HttpClientContext {

        /** The time when the order's lease expires; null for other calls. */
        private final @Nullable Instant expiresAt;

        private volatile boolean onTheWire;
        private volatile boolean timeIsUp;
        private volatile boolean leaseIsOver;

        Progress(@Nullable Instant expiresAt) {
            this.expiresAt = expiresAt;
        }

        void timeIsUp() {
            timeIsUp = true;
        }

        /** Whether any part of the call may have been sent. */
        boolean isOnTheWire() {
            return onTheWire;
        }

        boolean isTimeUp() {
            return timeIsUp;
        }

        boolean isLeaseOver() {
            return leaseIsOver;
        }
    }

    private final Clock clock;

    Wire(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback informed,
            HttpContext context)
            throws IOException, HttpException {
        // The request that opens a proxy tunnel is not the call itself.
        return context instanceof Progress progress && !Method.CONNECT.isSame(request.getMethod())
                ? guarded(request, connection, progress)
                : super.execute(request, connection, informed, context);
    }

    /**
     * If an Error reached the HTTP client, the client would close its pool. The provider would then be unreachable
     * until the process restarts.
     */
    private ClassicHttpResponse guarded(ClassicHttpRequest request, HttpClientConnection connection, Progress progress)
            throws IOException, HttpException {
        try {
            return exchange(request, connection, progress);
        } catch (Error broken) {
            log.error("A call to a provider failed because of an error in this process", broken);
            throw new IOException("an error of this process", broken);
        }
    }

    private ClassicHttpResponse exchange(ClassicHttpRequest request, HttpClientConnection connection, Progress progress)
            throws IOException, HttpException {
        begin(progress);
        connection.sendRequestHeader(request);
        if (request.getEntity() != null) {
            connection.sendRequestEntity(request);
        }
        connection.flush();
        if (progress.expiresAt != null) {
            ON_ITS_WAY.reached();
        }
        ClassicHttpResponse response = connection.receiveResponseHeader();
        while (response.getCode() < HttpStatus.SC_OK) {
            response = connection.receiveResponseHeader();
        }
        if (progress.expiresAt != null) {
            ANSWER_BEGINS.reached();
        }
        if (response.getCode() != HttpStatus.SC_NO_CONTENT && response.getCode() != HttpStatus.SC_NOT_MODIFIED) {
            connection.receiveResponseEntity(response);
        }
        return response;
    }

    private void begin(Progress progress) throws IOException {
        if (progress.isTimeUp()) {
            throw new IOException("the timeout expired before the call was sent");
        }
        if (progress.expiresAt != null) {
            if (!clock.instant().isBefore(progress.expiresAt)) {
                progress.leaseIsOver = true;
                throw new IOException("the order's lease expired before the call was sent");
            }
            LEASE_HOLDS.reached();
        }
        progress.onTheWire = true;
    }
}
