package id.kezbek.startup;

import java.net.BindException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.boot.web.server.PortInUseException;

/** Explains a failed start in one line: the cause and what to do. */
public final class StartFailure {

    private static final int MAX_CAUSES = 30;

    /** Classes of SQL states: failed connection, rejected log-in. */
    private static final String CONNECTION = "08";

    private static final String AUTHORIZATION = "28";

    /** The SQL state of an exception that SQL code raises. */
    private static final String RAISED = "P0001";

    private static final String UNREACHABLE =
            "PostgreSQL cannot be reached; check that it runs, and check spring.datasource.url and spring.flyway.url";

    /** A condition that the engine checks at start; the message says what to do. */
    public static final class Precondition extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Precondition(String message) {
            super(message);
        }
    }

    private StartFailure() {}

    public static String explain(Throwable failure) {
        return known(failure).orElseGet(() -> {
            Throwable root = causes(failure).getLast();
            return "cannot start: " + root.getClass().getSimpleName() + ": "
                    + oneLine(String.valueOf(root.getMessage()));
        });
    }

    /**
     * The line for a failure that an operator can fix; empty for a failure that a developer must find with the stack
     * trace.
     */
    public static Optional<String> known(Throwable failure) {
        return causes(failure).stream()
                .flatMap(cause -> Stream.ofNullable(line(cause)))
                .findFirst();
    }

    private static @Nullable String line(Throwable cause) {
        return switch (cause) {
            case Precondition precondition -> oneLine(String.valueOf(precondition.getMessage()));
            case PortInUseException port ->
                "port " + port.getPort()
                        + " is in use by another program; stop that program, or set another port with CEZBEK_PORT";
            case BindException bind ->
                "the server's address cannot be bound: " + oneLine(String.valueOf(bind.getMessage()));
            case org.springframework.boot.context.properties.bind.BindException unreadable
            when unreadable.getProperty() != null && isOurs(unreadable) ->
                unreadable.getName() + " cannot be read: "
                        + oneLine(String.valueOf(causes(unreadable).getLast().getMessage()));
            case ConnectException refused -> UNREACHABLE;
            case SQLException sql when isOfClass(sql, CONNECTION) -> UNREACHABLE;
            case SQLException sql
            when isOfClass(sql, AUTHORIZATION) ->
                "PostgreSQL rejects the engine's log-in; check the users and passwords of spring.datasource and"
                        + " spring.flyway";
            case FlywayException migration
            when saidByMigration(migration).isPresent() ->
                oneLine(saidByMigration(migration).get());
            // If the connection failed, a later exception in the chain of causes explains the failure better.
            case FlywayException migration
            when !isConnectionFailure(migration) ->
                "the database's schema is not the schema that this version expects; restore it, or use the version that wrote it ("
                        + oneLine(String.valueOf(migration.getMessage())) + ")";
            case IllegalArgumentException wrong
            when String.valueOf(wrong.getMessage()).startsWith("cezbek.") ->
                oneLine(String.valueOf(wrong.getMessage()));
            case IllegalStateException wrong
            when String.valueOf(wrong.getMessage()).startsWith("cezbek.") ->
                oneLine(String.valueOf(wrong.getMessage()));
            default -> null;
        };
    }

    /**
     * Whether a cezbek setting could not be converted. A value that was converted but is invalid has its own error
     * message.
     */
    private static boolean isOurs(org.springframework.boot.context.properties.bind.BindException unreadable) {
        return unreadable.getName().toString().startsWith("cezbek.")
                && causes(unreadable).stream()
                        .noneMatch(cause -> String.valueOf(cause.getMessage()).startsWith("cezbek."));
    }

    private static boolean isConnectionFailure(FlywayException migration) {
        return causes(migration).stream()
                .anyMatch(cause -> cause instanceof SQLException sql
                        && (isOfClass(sql, CONNECTION) || isOfClass(sql, AUTHORIZATION)));
    }

    /** The message of an exception that a migration's SQL raised. A message from a migration says what to do. */
    private static Optional<String> saidByMigration(FlywayException migration) {
        return causes(migration).stream()
                .filter(cause -> cause instanceof PSQLException sql && RAISED.equals(sql.getSQLState()))
                .map(cause -> ((PSQLException) cause).getServerErrorMessage())
                .flatMap(Stream::ofNullable)
                .map(said -> String.valueOf(said.getMessage()))
                .findFirst();
    }

    private static boolean isOfClass(SQLException sql, String stateClass) {
        return sql.getSQLState() != null && sql.getSQLState().startsWith(stateClass);
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
