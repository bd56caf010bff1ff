package id.kezbek.adapters.aws;

import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/**
 * AWS clients that Spring Cloud AWS does not create. Region and credentials come from the settings of Spring Cloud AWS,
 * otherwise from Amazon's default chain. Each client may have its own endpoint.
 */
@Configuration(proxyBeanMethods = false)
public class AwsClients {

    /** The maximum number of attempts per call. All attempts and pauses together end long before the call's timeout. */
    private static final int CALLS_MAX = 3;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    @Bean
    @ConditionalOnProperty(name = "cezbek.mail", havingValue = "ses")
    SesV2Client ses(AwsClientBuilderConfigurer aws, @Value("${spring.cloud.aws.ses.endpoint:}") String endpoint) {
        return at(endpoint, repeatingOnlyWhatWasNotTaken(aws.configure(SesV2Client.builder())))
                .build();
    }

    @Bean
    @ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
    CognitoIdentityProviderClient cognito(
            AwsClientBuilderConfigurer aws, @Value("${spring.cloud.aws.cognito.endpoint:}") String endpoint) {
        return at(endpoint, aws.configure(CognitoIdentityProviderClient.builder()))
                .build();
    }

    /**
     * The SES client retries only throttled calls. After a timeout or a lost response, SES may have sent the e-mail.
     * SES has no idempotency token, so a retry could send the e-mail twice. In this case the engine itself retries
     * later, and counts the tries in the e-mail's row.
     */
    static <B extends AwsClientBuilder<B, ?>> B repeatingOnlyWhatWasNotTaken(B client) {
        return client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .retryStrategy(StandardRetryStrategy.builder()
                        .useClientDefaults(false)
                        .maxAttempts(CALLS_MAX)
                        .retryOnException(AwsClients::wasToldToComeLater)
                        .treatAsThrottling(AwsClients::wasToldToComeLater)
                        .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(PAUSE, PAUSE_MAX))
                        .circuitBreakerEnabled(false)
                        .build())
                .build());
    }

    private static boolean wasToldToComeLater(Throwable refused) {
        return refused instanceof SdkServiceException answered && answered.isThrottlingException();
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(String endpoint, B client) {
        return endpoint.isBlank() ? client : client.endpointOverride(URI.create(endpoint));
    }
}
