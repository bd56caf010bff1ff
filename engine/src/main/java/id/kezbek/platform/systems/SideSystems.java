package id.kezbek.platform.systems;

import id.kezbek.notifications.MailSender;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.systems.SideSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The systems beside PostgreSQL, each watched by the processes whose roles use it: others may not even reach it. */
@Configuration
class SideSystems {

    private record Asked(String name, String withoutIt, Runnable question) implements SideSystem {

        @Override
        public void ask() {
            question.run();
        }
    }

    @Bean
    SideSystem redisSystem(StringRedisTemplate redis) {
        RedisCallback<String> ping = RedisConnection::ping;
        return new Asked(
                "redis",
                "calls and failed log-ins are counted by each process alone, and jobs run without locks",
                () -> redis.execute(ping));
    }

    @Bean
    @ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
    SideSystem filesSystem(FileStore files) {
        return new Asked(
                "files",
                "logos are neither taken nor shown, and onboarding a partner is answered with 503",
                files::ask);
    }

    @Bean
    @ConditionalOnRole(ProcessRole.JOB)
    SideSystem mailSystem(MailSender mail) {
        return new Asked("mail", "e-mails wait in the database", mail::ask);
    }
}
