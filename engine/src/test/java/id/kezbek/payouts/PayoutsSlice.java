package id.kezbek.payouts;

import id.kezbek.adapters.files.FolderUnderTest;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.security.SomeSecurityEvents;
import id.kezbek.shared.sql.ReportReads;
import id.kezbek.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payouts and what they stand on. Not annotated as a configuration, so that the whole engine's scan passes it by. */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
@ComponentScan({
    "id.kezbek.payouts",
    "id.kezbek.approvals",
    "id.kezbek.ledger",
    "id.kezbek.facts",
    "id.kezbek.shared.sql",
    "id.kezbek.shared.settings",
    "id.kezbek.shared.traces"
})
@ComponentScan(
        basePackages = {"id.kezbek.partners", "id.kezbek.people"},
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "id\\.kezbek\\.(partners\\.records\\.PartnerContacts|people\\.PeopleAtRest|people\\.sealing\\.MailboxKey)"))
@Import({PartnerDirectory.class, PayoutsStage.class, TestRefunds.class})
public class PayoutsSlice {

    @Bean
    TestClock clock() {
        return PayoutsWorld.CLOCK;
    }

    @Bean
    Ids ids(TestClock clock) {
        return new Ids(clock, new SecureRandom());
    }

    @Bean
    io.micrometer.core.instrument.MeterRegistry meters() {
        return new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
    }

    @Bean
    WaitingCallers callers() {
        return new WaitingCallers();
    }

    /** The engine reads on separate connections of the reporting module. */
    @Bean
    ReportReads reads(JdbcClient jdbc) {
        return new ReportReads() {
            @Override
            public <T> T snapshot(Function<JdbcClient, T> work) {
                return work.apply(jdbc);
            }
        };
    }

    @Bean
    FileStore files() throws IOException {
        return FolderUnderTest.in(Files.createTempDirectory("payouts-slice"));
    }

    @Bean
    RowMac macs() {
        return new RowMac(Base64.getEncoder().encodeToString(new byte[32]), "");
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    Sealing sealing(SecureRandom random) {
        return new Sealing(Base64.getEncoder().encodeToString(new byte[32]), random);
    }

    @Bean
    SecurityEvents securityEvents(io.micrometer.core.instrument.MeterRegistry meters) {
        return SomeSecurityEvents.make(meters);
    }
}
