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
 * Describes, for operators, why the engine cannot use Redis. The description never contains an exception's message,
 * because the message may contain data that the engine sent to Redis.
 */
public final class RedisTrouble {

    private static final int MAX_CAUSES = 20;

    /** The beginnings of the server's error messages, and their meanings. */
    private static final Map<String, String> REFUSALS = Map.of(
            "WRONGPASS", "rejects the user name or password; check spring.data.redis.username and .password",
            "NOAUTH", "requires a password; set spring.data.redis.password",
            "ERR AUTH", "has no password; remove spring.data.redis.password",
            "ERR invalid password", "rejects the password; check spring.data.redis.password",
            "NOPERM", "denies the engine's user a command; see docs/redis.md for the required rights",
            "CLUSTERDOWN", "is a cluster with missing slots",
            "LOADING", "is still loading its data",
            "READONLY", "is a read-only replica; set the address of the primary",
            "OOM", "is full; increase its maxmemory");

    private static final String UNTRUSTED =
            "has an untrusted certificate; add its authority to the SSL bundle named in spring.data.redis.ssl.bundle";

    private RedisTrouble() {}

    /** The description; it continues a sentence that begins with "Redis". */
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
                "has a certificate that is invalid or for another host; use the host name of the certificate";
            case SSLException refused ->
                "and the engine could not agree on TLS; check that its port uses TLS, and check spring.data.redis.ssl";
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
            case UnknownHostException unknown -> "has an unknown host name; check spring.data.redis";
            case ConnectException refused -> "is unreachable; check that it runs, and check spring.data.redis";
            case RedisCommandTimeoutException silent -> "does not answer in time";
            case ClosedChannelException closed ->
                "closed the connection; check that it runs and whether its port uses TLS";
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
