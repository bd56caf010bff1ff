package id.kezbek.adapters.aws;

import id.kezbek.access.UserPool;
import id.kezbek.testing.NodeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;

/** A user pool for tests, with the attributes and the client that docs/aws.md describes. */
public final class CognitoUnderTest implements AutoCloseable {

    /**
     * For a server that simulates all services: a file with its keys, because it publishes them only on Amazon's host
     * names.
     */
    private static final String KEYS = "cezbek.aws.keys";

    private final @Nullable NodeServer standIn;
    private final URI endpoint;
    private final CognitoIdentityProviderClient client;
    private final CognitoPool.Settings settings;

    private CognitoUnderTest(@Nullable NodeServer standIn, URI endpoint) {
        this.standIn = standIn;
        this.endpoint = endpoint;
        this.client = client(endpoint);
        String pool = client.createUserPool(
                        create -> create.poolName("cezbek").schema(custom("role"), custom("partner")))
                .userPool()
                .id();
        String clientId = client.createUserPoolClient(create -> create.userPoolId(pool)
                        .clientName("engine")
                        .explicitAuthFlows(
                                ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                                ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
                .userPoolClient()
                .clientId();
        String issuer = standIn == null
                ? "https://cognito-idp." + AwsUnderTest.REGION + ".amazonaws.com/" + pool
                : endpoint + "/" + pool;
        this.settings = new CognitoPool.Settings(pool, clientId, null, issuer);
    }

    /**
     * @param folder for the simulator's files
     */
    public static CognitoUnderTest start(Path folder) {
        return AwsUnderTest.oneForAll()
                .map(endpoint -> new CognitoUnderTest(null, endpoint))
                .orElseGet(() -> {
                    letUsersHaveNames(folder);
                    NodeServer standIn = NodeServer.start(
                            folder, "cognito-local/lib/bin/start.js", List.of(), Map.of("HOST", "127.0.0.1"));
                    return new CognitoUnderTest(standIn, standIn.uri(""));
                });
    }

    /** The simulator's pools identify users by e-mail address unless this file exists before its start. */
    private static void letUsersHaveNames(Path folder) {
        try {
            Files.writeString(
                    Files.createDirectories(folder.resolve(".cognito")).resolve("config.json"),
                    "{\"UserPoolDefaults\":{\"UsernameAttributes\":[]}}");
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static SchemaAttributeType custom(String name) {
        return SchemaAttributeType.builder()
                .name(name)
                .attributeDataType(AttributeDataType.STRING)
                .mutable(true)
                .build();
    }

    private static CognitoIdentityProviderClient client(URI endpoint) {
        return AwsUnderTest.at(endpoint, CognitoIdentityProviderClient.builder())
                .build();
    }

    public UserPool pool() {
        return with(client);
    }

    /** The engine's settings for this pool. */
    public Map<String, String> engineProperties() {
        return Map.of(
                "cezbek.identity", "cognito",
                "cezbek.cognito.pool-id", settings.poolId(),
                "cezbek.cognito.client-id", settings.clientId(),
                "cezbek.cognito.issuer", settings.issuer(),
                "spring.cloud.aws.cognito.endpoint", endpoint.toString());
    }

    public UserPool poolThatIsAway() {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return with(client(URI.create("http://127.0.0.1:" + nobody.getLocalPort())));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** The pool at another address. */
    UserPool poolAt(URI address) {
        return with(client(address));
    }

    /** Deletes a user, as an administrator does in Amazon's console. */
    public void delete(String name) {
        client.adminDeleteUser(delete -> delete.userPoolId(settings.poolId()).username(name));
    }

    private UserPool with(CognitoIdentityProviderClient any) {
        return new CognitoPool(any, settings, new SignUpProof(new byte[SignUpProof.KEY_BYTES_MIN]), Clock.systemUTC());
    }

    /** The published keys of the pool's signatures. */
    public String keys() throws IOException {
        String file = System.getProperty(KEYS);
        if (file != null) {
            return Files.readString(Path.of(file));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create(endpoint + "/" + settings.poolId() + "/.well-known/jwks.json");
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
        if (standIn != null) {
            standIn.close();
        }
    }
}
