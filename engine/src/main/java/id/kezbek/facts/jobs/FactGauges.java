package id.kezbek.facts.jobs;

import id.kezbek.facts.FactReaders;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of each consumer's backlog and dead letters. A scheduled task updates the gauges, so that a scrape does not
 * query the database.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class FactGauges {

    private final FactReaders readers;
    private final MultiGauge unread;
    private final MultiGauge age;
    private final MultiGauge setAside;

    FactGauges(FactReaders readers, MeterRegistry meters) {
        this.readers = readers;
        this.unread =
                gauge("cezbek.facts.unread", "Events that a consumer has not read, up to 10,000", "facts", meters);
        this.age = gauge(
                "cezbek.facts.unread.age",
                "The age of the oldest event that a consumer has not read",
                "seconds",
                meters);
        this.setAside = gauge(
                "cezbek.facts.set.aside", "Events that a consumer could not process (dead letters)", "facts", meters);
    }

    @Scheduled(fixedDelayString = "${cezbek.facts.gauge-interval:15s}")
    void refresh() {
        List<FactReaders.Reader> all = readers.all();
        show(unread, all, FactReaders.Reader::unread);
        show(age, all, reader -> reader.oldestUnreadAge().toSeconds());
        show(setAside, all, FactReaders.Reader::setAside);
    }

    private static void show(
            MultiGauge gauge, List<FactReaders.Reader> readers, ToLongFunction<FactReaders.Reader> figure) {
        gauge.register(
                readers.stream()
                        .map(reader ->
                                MultiGauge.Row.of(Tags.of("consumer", reader.consumer()), figure.applyAsLong(reader)))
                        .toList(),
                true);
    }

    private static MultiGauge gauge(String name, String description, String unit, MeterRegistry meters) {
        return MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
    }
}
