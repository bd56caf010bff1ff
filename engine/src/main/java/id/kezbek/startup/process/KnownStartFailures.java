package id.kezbek.startup.process;

import id.kezbek.startup.StartFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Tells Spring Boot which failures already have an explanation. For these failures, Spring Boot then logs no stack
 * trace. {@link StartFailure} supplies the line for operators.
 */
final class KnownStartFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return StartFailure.known(failure)
                .map(line -> new FailureAnalysis(line, null, failure))
                .orElse(null);
    }
}
