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
 * Whom the contract tests of Amazon's services talk to: the servers embedded in the sandbox and started from npm, or,
 * with {@code -Dcezbek.aws.endpoint=http://127.0.0.1:5000}, one server that plays them all, such as moto's.
 */
final class AwsUnderTest {

    static final Region REGION = Region.AP_SOUTHEAST_3;
    private static final String ENDPOINT = "cezbek.aws.endpoint";

    private AwsUnderTest() {}

    /** The server that plays all services, where one is named. */
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

    /** The embedded store wants the sandbox's key; nobody else looks. */
    static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B client) {
        Map<String, String> world = world();
        return client.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        world.get("spring.cloud.aws.credentials.access-key"),
                        world.get("spring.cloud.aws.credentials.secret-key"))));
    }
}
