package id.kezbek.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Tells Spring Boot which failures are explained, so that it logs no stack trace of them; the one line that people read
 * is written by {@link StartFailure}'s caller.
 */
final class KnownStartFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return StartFailure.known(failure)
                .map(line -> new FailureAnalysis(line, null, failure))
                .orElse(null);
    }
}
