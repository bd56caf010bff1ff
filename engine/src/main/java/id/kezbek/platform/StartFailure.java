package id.kezbek.platform;

import java.net.BindException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line, for the person who starts the engine, why it does not start and what to do. */
public final class StartFailure {

    private static final int MAX_CAUSES = 30;

    /** A condition that the engine itself checks at its start; the message says what to do. */
    public static final class Precondition extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Precondition(String message) {
            super(message);
        }
    }

    private StartFailure() {}

    public static String explain(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            String known = known(cause);
            if (known != null) {
                return known;
            }
        }
        Throwable root = causes.getLast();
        return "cannot start: " + root.getClass().getSimpleName() + ": " + oneLine(String.valueOf(root.getMessage()));
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case Precondition precondition -> oneLine(String.valueOf(precondition.getMessage()));
            case PortInUseException port ->
                "port " + port.getPort() + " is taken by another program; stop it, or choose another with CEZBEK_PORT";
            case BindException bind ->
                "the server's address cannot be bound: " + oneLine(String.valueOf(bind.getMessage()));
            case ConnectException refused ->
                "PostgreSQL cannot be reached; check that it runs and that spring.datasource.url and spring.flyway.url"
                        + " name it";
            case FlywayException migration ->
                "the database's schema is not what this version expects; restore it or use the version that wrote it ("
                        + oneLine(String.valueOf(migration.getMessage())) + ")";
            case IllegalArgumentException wrong
            when String.valueOf(wrong.getMessage()).startsWith("cezbek.") ->
                oneLine(String.valueOf(wrong.getMessage()));
            default -> null;
        };
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < MAX_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String oneLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
