package id.kezbek.shared.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures traces from the settings. Spans wait in a limited queue and are dropped if the queue is full. So a slow or
 * unavailable receiver does not delay the engine's work.
 */
@Configuration
class TraceConfiguration {

    private static final int WAITING_MAX = 2_048;
    private static final int DELIVERED_AT_ONCE_MAX = 512;
    private static final int LINKS_MAX = 256;
    private static final int ATTRIBUTES_MAX = 32;
    private static final int LETTERS_MAX = 256;
    private static final int ALL_PERCENT = 100;
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(5);

    @Bean
    Traces traces(
            @Value("${spring.application.name}") String name,
            @Value("${cezbek.traces:}") String receiver,
            @Value("${cezbek.traces.percent:10}") int percent,
            @Value("${cezbek.traces.interval:5s}") Duration interval) {
        if (receiver.isBlank()) {
            return Traces.OFF;
        }
        if (percent < 1 || percent > ALL_PERCENT) {
            throw new IllegalArgumentException(
                    "cezbek.traces.percent must be between 1 and 100; to disable traces, remove cezbek.traces");
        }
        SpanExporter exporter = new TellsWhenAway(exporter(address(receiver.strip())));
        return new Traces(SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        name,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())))
                .setSampler(sampler(percent))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfLinks(LINKS_MAX)
                        .setMaxNumberOfAttributes(ATTRIBUTES_MAX)
                        .setMaxAttributeValueLength(LETTERS_MAX)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(interval)
                        .setMaxQueueSize(WAITING_MAX)
                        .setMaxExportBatchSize(DELIVERED_AT_ONCE_MAX)
                        .setExporterTimeout(DELIVERED_WITHIN)
                        .build())
                .build());
    }

    /** The exporter does not retry: lost spans do not matter, because newer spans follow soon. */
    private static SpanExporter exporter(String address) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(address)
                .setConnectTimeout(CONNECTED_WITHIN)
                .setTimeout(DELIVERED_WITHIN)
                .setRetryPolicy(null)
                .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
                .build();
    }

    /**
     * Samples by the trace's id, so that all processes decide in the same way. An external caller can disable the trace
     * of its request, but cannot force a trace, because traces cost resources.
     */
    private static Sampler sampler(int percent) {
        Sampler share = Sampler.traceIdRatioBased((double) percent / ALL_PERCENT);
        return Sampler.parentBasedBuilder(share).setRemoteParentSampled(share).build();
    }

    private static String address(String receiver) {
        try {
            URI address = URI.create(receiver);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null) {
                return receiver;
            }
        } catch (IllegalArgumentException unreadable) {
            // The exception below does not contain this exception's message, because the message may contain a
            // password.
        }
        throw new IllegalArgumentException(
                "cezbek.traces must be the receiver's full address, for example http://collector:4318/v1/traces");
    }
}
