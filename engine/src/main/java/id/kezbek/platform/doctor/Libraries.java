package id.kezbek.platform.doctor;

import id.kezbek.platform.aws.AwsClients;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import java.util.List;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * The clients of the systems beside the database, made from the settings just as an engine makes them: a doctor with clients
 * of its own would find faults that the engine has not, and miss its own.
 */
final class Libraries implements AutoCloseable {

    private static final List<Class<?>> CLIENTS = List.of(
            RedisConnectionFactory.class,
            JavaMailSenderImpl.class,
            S3Client.class,
            SqsAsyncClient.class,
            SesV2Client.class);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    Libraries(ConfigurableEnvironment environment) {
        context.setEnvironment(environment);
        // Whatever is wrong with one is found when that one is looked at.
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(
                SslAutoConfiguration.class,
                DataRedisAutoConfiguration.class,
                MailSenderAutoConfiguration.class,
                CredentialsProviderAutoConfiguration.class,
                RegionProviderAutoConfiguration.class,
                AwsAutoConfiguration.class,
                S3AutoConfiguration.class,
                SqsAutoConfiguration.class,
                AwsClients.class);
        context.refresh();
    }

    /** Makes the clients, which takes seconds of a cold JVM and is no fault of the systems'. */
    void warmUp() {
        for (Class<?> client : CLIENTS) {
            try {
                Object unused = context.getBean(client);
            } catch (RuntimeException unusable) {
                // The look at that system meets it again, and tells.
            }
        }
    }

    <T> T get(Class<T> client) {
        return context.getBean(client);
    }

    @Override
    public void close() {
        context.close();
    }
}
