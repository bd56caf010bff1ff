package id.kezbek.startup.seed;

import id.kezbek.access.AddFirstAdministrators;
import id.kezbek.startup.StartFailure;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * If no staff exist, adds the people of {@code cezbek.first-administrators} before the process is ready. If staff
 * exist, the setting has no effect.
 */
@Component
@ConditionalOnProperty("cezbek.first-administrators")
class FirstAdministrators implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrators.class);

    private final AddFirstAdministrators administrators;
    private final List<String> emails;

    /** @param emails e-mail addresses, separated by commas */
    FirstAdministrators(AddFirstAdministrators administrators, @Value("${cezbek.first-administrators}") String emails) {
        this.administrators = administrators;
        this.emails = Arrays.stream(emails.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            if (administrators.add(emails)) {
                log.info("No staff found; added {} administrators", emails.size());
            }
        } catch (IllegalArgumentException unusable) {
            throw new StartFailure.Precondition("cezbek.first-administrators cannot be used, because "
                    + unusable.getMessage()
                    + "; set the e-mail addresses of two or more people, separated by commas, or remove the setting");
        }
    }
}
