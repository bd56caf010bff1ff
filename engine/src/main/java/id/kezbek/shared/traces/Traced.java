package id.kezbek.shared.traces;

import id.kezbek.shared.Masking;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A traced piece of work. While it runs, the log lines of its thread contain the trace id. Its attributes are sent
 * outside the engine: use only names, counts, states and engine ids, never a phone number, e-mail address, secret or
 * exception text. Texts are also masked.
 */
public final class Traced implements AutoCloseable {

    /** The log field with the trace's id. */
    public static final String LOG_KEY = "traceId";

    static final Traced NONE = new Traced(null, null, null);

    private final @Nullable Span span;
    private final @Nullable Scope scope;
    private final @Nullable String outerId;

    private Traced(@Nullable Span span, @Nullable Scope scope, @Nullable String outerId) {
        this.span = span;
        this.scope = scope;
        this.outerId = outerId;
    }

    /** Makes this piece of work the thread's current work until the result is closed. */
    @SuppressWarnings("MustBeClosedChecker") // Closed by the returned scope.
    static Traced of(Span span) {
        String outerId = MDC.get(LOG_KEY);
        if (span.isRecording()) {
            MDC.put(LOG_KEY, span.getSpanContext().getTraceId());
        }
        return new Traced(span, span.makeCurrent(), outerId);
    }

    public Traced put(String name, String value) {
        if (span != null) {
            span.setAttribute(name, Masking.masked(value));
        }
        return this;
    }

    public Traced put(String name, long value) {
        if (span != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    /** Renames the piece of work, for names that are known only later. */
    public void rename(String name) {
        if (span != null) {
            span.updateName(name);
        }
    }

    /** @param kind the kind of failure: a status or an exception's name */
    public void failed(String kind) {
        if (span != null) {
            span.setAttribute("error.type", kind);
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void close() {
        if (span == null || scope == null) {
            return;
        }
        scope.close();
        span.end();
        if (outerId == null) {
            MDC.remove(LOG_KEY);
        } else {
            MDC.put(LOG_KEY, outerId);
        }
    }
}
