package id.kezbek.startup.systems;

import id.kezbek.access.UserPool;
import id.kezbek.notifications.MailSender;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.systems.SideSystem;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The systems other than PostgreSQL. A process monitors a system if one of the process's roles uses the system. */
@Configuration
class SideSystems {

    private record Asked(String name, String withoutIt, Runnable question) implements SideSystem {

        @Override
        public void ask() {
            question.run();
        }
    }

    @Bean
    @ConditionalOnRole(ProcessRole.API)
    SideSystem filesSystem(FileStore files) {
        return new Asked("files", "logos cannot be stored or shown, and onboarding a partner gets 503", files::ask);
    }

    @Bean
    @ConditionalOnRole(ProcessRole.JOB)
    SideSystem mailSystem(MailSender mail) {
        return new Asked("mail", "e-mails wait in the database", mail::ask);
    }

    /**
     * The check of the user pool. The check exists only with Cognito, because the built-in log-in needs no external
     * system. The requested user need not exist: any response shows that the pool is available.
     */
    @Bean
    @ConditionalOnRole(ProcessRole.API)
    @ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
    SideSystem identitySystem(UserPool pool) {
        return new Asked(
                "identity", "new log-ins and refreshes fail; existing sessions continue", () -> pool.find("nobody"));
    }
}
