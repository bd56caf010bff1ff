package id.kezbek.shared.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Describes why Redis cannot be used, for operators. It never contains an exception's message, which may contain sent
 * data.
 */
public final class RedisTrouble {

    private static final int MAX_CAUSES = 20;

    /** The beginnings of the server's refusals and their meaning. */
    private static final Map<String, String> REFUSALS = Map.of(
            "WRONGPASS", "does not take the user name and password; check spring.data.redis.username and .password",
            "NOAUTH", "wants a password; set spring.data.redis.password",
            "ERR AUTH", "has no password and is given one; leave spring.data.redis.password out",
            "ERR invalid password", "does not take the password; check spring.data.redis.password",
            "NOPERM", "does not allow its user what the engine does; see docs/redis.md for the rights",
            "CLUSTERDOWN", "is a cluster that has lost a part of its slots",
            "LOADING", "is still loading its data",
            "READONLY", "is a replica; name the one that may be written to",
            "OOM", "is full; raise its maxmemory");

    private static final String UNTRUSTED =
            "shows a certificate that is not trusted; name its authority in the bundle of spring.data.redis.ssl.bundle";

    private RedisTrouble() {}

    /** To follow the word "Redis". */
    public static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return Stream.<Optional<String>>of(refusal(causes), encryption(causes), connection(causes))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(
                        () -> "cannot be used (" + causes.getLast().getClass().getSimpleName() + ")");
    }

    private static Optional<String> refusal(List<Throwable> causes) {
        return causes.stream()
                .filter(RedisCommandExecutionException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .flatMap(message -> REFUSALS.entrySet().stream()
                        .filter(refusal -> message.startsWith(refusal.getKey()))
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static Optional<String> encryption(List<Throwable> causes) {
        return causes.stream()
                .flatMap(cause -> Stream.ofNullable(encryption(cause)))
                .reduce((outer, inner) -> inner);
    }

    private static @Nullable String encryption(Throwable cause) {
        return switch (cause) {
            case CertPathBuilderException unknown -> UNTRUSTED;
            case CertPathValidatorException broken -> UNTRUSTED;
            case CertificateException other ->
                "shows a certificate for another host, or none that is valid; name the host as the certificate does";
            case SSLException refused ->
                "and the engine find no common TLS; check that its port speaks TLS, and spring.data.redis.ssl";
            default -> null;
        };
    }

    private static Optional<String> connection(List<Throwable> causes) {
        return causes.stream()
                .flatMap(cause -> Stream.ofNullable(connection(cause)))
                .reduce((outer, inner) -> inner);
    }

    private static @Nullable String connection(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> "has a host name that nobody knows; check spring.data.redis";
            case ConnectException refused -> "cannot be reached; check that it runs, and spring.data.redis";
            case RedisCommandTimeoutException silent -> "does not answer in time";
            case ClosedChannelException closed ->
                "closes the connection; check that it runs and whether its port speaks TLS";
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
}
