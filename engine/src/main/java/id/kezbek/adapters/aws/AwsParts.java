package id.kezbek.adapters.aws;

import id.kezbek.access.UserPool;
import id.kezbek.shared.queues.MessageQueue;
import io.awspring.cloud.autoconfigure.core.RegionProperties;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Beans that use AWS clients. */
@Configuration(proxyBeanMethods = false)
class AwsParts {

    private static final String COGNITO = "cezbek.identity";

    @Bean
    MessageQueue emailMessages(SqsAsyncClient sqs, @Value("${cezbek.notifications.queue}") String queue) {
        return new SqsMessageQueue(sqs, queue);
    }

    /** The region that Spring Cloud AWS finds, otherwise Jakarta. The clients cannot start without a region. */
    @Bean
    AwsRegionProvider region(RegionProperties settings) {
        AwsRegionProvider named = RegionProviderAutoConfiguration.createRegionProvider(settings);
        return () -> {
            try {
                return named.getRegion();
            } catch (SdkClientException noneIsNamed) {
                return Region.AP_SOUTHEAST_3;
            }
        };
    }

    /**
     * The user pool.
     *
     * @param issuer the issuer of the pool's tokens; empty for Amazon's default issuer
     * @param signUpKey the key of the pool's triggers, in base64; empty if the pool has no triggers
     */
    @Bean
    @ConditionalOnProperty(name = COGNITO, havingValue = "cognito")
    UserPool userPool(
            CognitoIdentityProviderClient cognito,
            @Value("${cezbek.cognito.pool-id:}") String poolId,
            @Value("${cezbek.cognito.client-id:}") String clientId,
            @Value("${cezbek.cognito.client-secret:}") String clientSecret,
            @Value("${cezbek.cognito.issuer:}") String issuer,
            @Value("${cezbek.cognito.sign-up-key:}") String signUpKey,
            Clock clock) {
        require("cezbek.cognito.pool-id", poolId);
        require("cezbek.cognito.client-id", clientId);
        Region region = cognito.serviceClientConfiguration().region();
        return new CognitoPool(
                cognito,
                new CognitoPool.Settings(
                        poolId,
                        clientId,
                        clientSecret.isBlank() ? null : clientSecret,
                        issuer.isBlank() ? "https://cognito-idp." + region + ".amazonaws.com/" + poolId : issuer),
                signUpKey.isBlank() ? null : proof(signUpKey),
                clock);
    }

    private static SignUpProof proof(String key) {
        try {
            return new SignUpProof(Base64.getDecoder().decode(key.strip()));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "cezbek.cognito.sign-up-key is not " + SignUpProof.KEY_BYTES_MIN
                            + " bytes or more in base64; set CEZBEK_COGNITO_SIGN_UP_KEY to the key of the pool's triggers",
                    unusable);
        }
    }

    private static void require(String setting, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(setting + " is not set; cezbek.identity=cognito needs it: set "
                    + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        }
    }
}
