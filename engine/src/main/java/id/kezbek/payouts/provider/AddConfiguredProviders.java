package id.kezbek.payouts.provider;

import id.kezbek.payouts.RoutingSettings;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds providers for which a base URL was configured after the installation. An added provider without fees gets no
 * payouts, so staff can first book its float and propose its fees.
 */
@Component
class AddConfiguredProviders implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(AddConfiguredProviders.class);

    private final ConfiguredProviders providers;
    private final RoutingSettings routing;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    AddConfiguredProviders(
            ConfiguredProviders providers, RoutingSettings routing, JdbcClient jdbc, TransactionTemplate transactions) {
        this.providers = providers;
        this.routing = routing;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Set<String> known = jdbc.sql("select code from payouts.provider").query(String.class).list().stream()
                .collect(Collectors.toSet());
        providers.all().stream()
                .map(PayoutProvider::code)
                .filter(code -> !known.contains(code))
                .sorted()
                .forEach(this::add);
    }

    private void add(String code) {
        transactions.executeWithoutResult(status -> routing.addProvider(code, code));
        log.atInfo().addKeyValue("provider", code).log("Provider added; it needs a float and fees before it is used");
    }
}
