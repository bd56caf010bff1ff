package id.kezbek.shared.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once when the trace receiver becomes unavailable, and once when it is available again. The exporter's own log
 * lines are disabled.
 */
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
            log.info("Trace receiver is available again; delivering spans");
        } else if (!isDelivered && !isAway.getAndSet(true)) {
            log.warn("Trace receiver is unavailable; dropping spans until it is available again");
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
