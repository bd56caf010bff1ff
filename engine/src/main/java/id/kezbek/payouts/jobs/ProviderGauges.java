package id.kezbek.payouts.jobs;

import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.provider.ProviderHealth;
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
 * Gauges of each provider, with its code in the tag {@code provider}. A scheduled task reads the values. The task also
 * publishes the states of this process's circuit breakers for other processes.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class ProviderGauges {

    private final ProviderBoard board;
    private final ProviderHealth health;
    private final MultiGauge unknown;
    private final MultiGauge unknownAge;
    private final MultiGauge available;
    private final MultiGauge difference;
    private final MultiGauge low;
    private final MultiGauge paused;

    ProviderGauges(ProviderBoard board, ProviderHealth health, MeterRegistry meters) {
        this.board = board;
        this.health = health;
        this.unknown = gauge("cezbek.payouts.unknown", "Attempts with an unknown result", "attempts", meters);
        this.unknownAge =
                gauge("cezbek.payouts.unknown.age", "The age of the oldest unknown attempt", "seconds", meters);
        this.available = gauge("cezbek.payouts.float", "The available float", "rupiah", meters);
        this.difference = gauge(
                "cezbek.payouts.float.difference",
                "The provider's balance minus the books, if the difference lasts",
                "rupiah",
                meters);
        this.low = gauge("cezbek.payouts.float.low", "1 while a checked float is below its limit", "flag", meters);
        this.paused = gauge("cezbek.payouts.provider.paused", "1 while staff have paused it", "flag", meters);
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.gauge-interval:15s}")
    void refresh() {
        health.tell();
        List<ProviderBoard.Standing> standings = board.all();
        show(unknown, standings, ProviderBoard.Standing::unknown);
        show(unknownAge, standings, standing -> standing.oldestUnknownAge().toSeconds());
        show(available, standings, standing -> standing.money().available().hundredths() / 100);
        show(difference, standings, ProviderGauges::lastingDifference);
        show(low, standings, standing -> standing.money().isLow() ? 1 : 0);
        show(paused, standings, standing -> standing.pause() == null ? 0 : 1);
    }

    private static long lastingDifference(ProviderBoard.Standing standing) {
        ProviderBoard.Told told = standing.told();
        return told == null || !told.lasts() ? 0 : told.difference().hundredths() / 100;
    }

    private static void show(
            MultiGauge gauge, List<ProviderBoard.Standing> standings, ToLongFunction<ProviderBoard.Standing> figure) {
        gauge.register(
                standings.stream()
                        .map(standing ->
                                MultiGauge.Row.of(Tags.of("provider", standing.code()), figure.applyAsLong(standing)))
                        .toList(),
                true);
    }

    private static MultiGauge gauge(String name, String description, String unit, MeterRegistry meters) {
        return MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
    }
}
