package id.kezbek.shared.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts spans. Without a receiver, this class does nothing, so callers need not check for a receiver. */
public final class Traces implements AutoCloseable {

    /** The instance for processes without a receiver: it creates no spans. */
    public static final Traces OFF = new Traces(null);

    private static final String SCOPE = "id.kezbek";
    private static final String TRACE_PARENT = "traceparent";
    private static final Duration LAST_DELIVERY_MAX = Duration.ofSeconds(2);

    /**
     * Reads only {@code traceparent}, which has two ids and flags. The caller's other trace headers could put any text
     * into a span.
     */
    private static final TextMapGetter<String> PARENT_ONLY = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String parent) {
            return List.of(TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String parent, String name) {
            return name.equals(TRACE_PARENT) ? parent : null;
        }
    };

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Traces(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get(SCOPE);
    }

    public boolean areOn() {
        return tracer != null;
    }

    /** Starts a piece of work: a child of the thread's current work, or a new trace. */
    public Traced begin(String name) {
        return begin(name, SpanKind.INTERNAL, Context.current());
    }

    /** Like {@link #begin(String)}, for a call to another system. */
    public Traced beginCallOut(String name) {
        return begin(name, SpanKind.CLIENT, Context.current());
    }

    /**
     * Starts an incoming request.
     *
     * @param traceParent the caller's W3C header, if any; an invalid header starts a new trace
     */
    public Traced beginCallIn(String name, @Nullable String traceParent) {
        if (tracer == null) {
            return Traced.NONE;
        }
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, PARENT_ONLY);
        return begin(name, SpanKind.SERVER, caller);
    }

    /**
     * Starts work for several callers: a child span in the first caller's trace, with links to the spans of the other
     * callers. The work is traced if at least one caller's request is traced.
     *
     * @param callers the results of {@link #here()} in each caller
     */
    public Traced beginFor(Collection<SpanContext> callers, String name) {
        if (tracer == null || callers.isEmpty()) {
            return Traced.NONE;
        }
        SpanContext first = callers.iterator().next();
        SpanBuilder span = tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(first)));
        callers.stream().skip(1).forEach(span::addLink);
        return Traced.of(span.startSpan());
    }

    /** The thread's current trace, to continue it in another thread; null if the work is not traced. */
    public @Nullable SpanContext here() {
        if (tracer == null) {
            return null;
        }
        SpanContext here = Span.current().getSpanContext();
        return here.isSampled() ? here : null;
    }

    private Traced begin(String name, SpanKind kind, Context parent) {
        if (tracer == null) {
            return Traced.NONE;
        }
        return Traced.of(
                tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan());
    }

    /** Tries to deliver waiting spans within {@link #LAST_DELIVERY_MAX}. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(LAST_DELIVERY_MAX.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
