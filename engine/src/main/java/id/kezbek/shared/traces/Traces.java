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

/** Begins spans, or none where no receiver is named; who calls need not know which. */
public final class Traces implements AutoCloseable {

    /** For processes without a receiver. */
    public static final Traces OFF = new Traces(null);

    private static final String SCOPE = "id.kezbek";
    private static final String TRACE_PARENT = "traceparent";
    private static final Duration LAST_DELIVERY_MAX = Duration.ofSeconds(2);

    /** Of what callers send the two ids and the flags are taken; other headers could carry any text into a span. */
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

    /** Begins a piece of work: part of the one that this thread is at, else a trace of its own. */
    public Traced begin(String name) {
        return begin(name, SpanKind.INTERNAL, Context.current());
    }

    /** As {@link #begin(String)}, for a call to another system. */
    public Traced beginCallOut(String name) {
        return begin(name, SpanKind.CLIENT, Context.current());
    }

    /**
     * Begins a call that came in.
     *
     * @param traceParent the caller's trace, W3C's header, where it sent one; what is no such header begins a new trace
     */
    public Traced beginCallIn(String name, @Nullable String traceParent) {
        if (tracer == null) {
            return Traced.NONE;
        }
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, PARENT_ONLY);
        return begin(name, SpanKind.SERVER, caller);
    }

    /**
     * Begins work that is done for many callers at once: a part of the first one's trace, with links to the others'. It is
     * traced where one of them is.
     *
     * @param callers what {@link #here()} was in each of them
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

    /** Where this thread is, for work that another thread does for it; null where that is not traced. */
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

    /** Delivers what waits, as far as that is quick. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(LAST_DELIVERY_MAX.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
