package id.kezbek.notifications.queue;

import id.kezbek.notifications.SendEmails;
import id.kezbek.shared.systems.SystemBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The circuit breaker of the mail system. While the breaker is open, e-mails wait in the database, and their number of
 * tries does not rise. In the queue, each e-mail would run into a timeout and become a dead letter.
 */
@Configuration(proxyBeanMethods = false)
class MailBreaker {

    @Bean
    static CircuitBreaker mailCircuit(@Value("${cezbek.notifications.rest:5s}") Duration wait) {
        return SystemBreaker.of(
                "mail",
                wait,
                LoggerFactory.getLogger(SendEmails.class),
                "Mail system is unavailable; e-mails wait",
                "Mail system is available again; sending e-mails");
    }
}
