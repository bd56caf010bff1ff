package id.kezbek.testing;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.sql.DataVersions;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@TestConfiguration
public class EngineTestConfiguration {

    @Bean
    TestClock clock() {
        return new TestClock();
    }

    @Bean
    EngineUnderTest engineUnderTest(ApplicationContext context, TestClock clock) {
        return new EngineUnderTest(context, clock);
    }

    @Bean
    TestPartners testPartners(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            DataVersions versions,
            RecordTopUp recordTopUp,
            PartnerDirectory directory) {
        return new TestPartners(jdbc, transactions, versions, recordTopUp, directory);
    }
}
