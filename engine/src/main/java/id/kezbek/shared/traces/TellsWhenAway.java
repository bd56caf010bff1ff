package id.kezbek.shared.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once that the trace receiver is away, and once that it is back; the exporter's own lines are off. */
final class TellsWhenAway implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(TellsWhenAway.class);

    private final SpanExporter exporter;
    private final AtomicBoolean isAway = new AtomicBoolean();

    TellsWhenAway(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(result.isSuccess()));
    }

    private void tell(boolean isDelivered) {
        if (isDelivered && isAway.getAndSet(false)) {
            log.info("The trace receiver answers again; spans are delivered");
        } else if (!isDelivered && !isAway.getAndSet(true)) {
            log.warn("The trace receiver is away; spans are dropped until it answers");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
