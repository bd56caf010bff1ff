package id.kezbek.adapters.aws;

import id.kezbek.testing.SharedWorld;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * The servers for the contract tests of Amazon's services: those embedded in the sandbox and those started from npm.
 * With {@code -Dcezbek.aws.endpoint=http://127.0.0.1:5000}, one server simulates all services, for example moto's.
 */
final class AwsUnderTest {

    static final Region REGION = Region.AP_SOUTHEAST_3;
    private static final String ENDPOINT = "cezbek.aws.endpoint";

    private AwsUnderTest() {}

    /** The server that simulates all services, if one is set. */
    static Optional<URI> oneForAll() {
        return Optional.ofNullable(System.getProperty(ENDPOINT)).map(URI::create);
    }

    static URI s3() {
        return oneForAll().orElseGet(() -> URI.create(world().get("spring.cloud.aws.s3.endpoint")));
    }

    static URI sqs() {
        return oneForAll().orElseGet(() -> URI.create(world().get("spring.cloud.aws.sqs.endpoint")));
    }

    private static Map<String, String> world() {
        return SharedWorld.get().engineProperties();
    }

    /** The embedded store requires the sandbox's key; other servers ignore keys. */
    static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B client) {
        Map<String, String> world = world();
        return client.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        world.get("spring.cloud.aws.credentials.access-key"),
                        world.get("spring.cloud.aws.credentials.secret-key"))));
    }
}
