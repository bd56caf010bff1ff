package id.kezbek.payouts.model;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.dispatch.Planning;
import id.kezbek.payouts.dispatch.Sending;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.inquiry.Questions;
import id.kezbek.payouts.outcome.Entries;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquirySchedules;
import id.kezbek.payouts.splitting.SplitPayouts;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The real engine of payouts with providers of the model's in place of the sandbox's, on a wallet that only they serve.
 * Everything that knows providers is made anew beside the engine of the other tests; all else is shared with it.
 */
final class ModelEngine implements AutoCloseable {

    static final String WALLET = "MODEL";
    /** Its providers accept less than some purchases earn, so that payouts are split. */
    static final String NARROW_WALLET = "MODELN";

    static final long NARROW_MAXIMUM = 2_000;
    static final List<String> PROVIDERS = List.of("MODELA", "MODELB", "MODELC");
    /** Keeps no references and answers no questions. */
    static final String MUTE = "MODELC";
    /** Few, so that short sequences come to people. */
    private static final long MAXIMUM = 2_000_000;

    private static final Map<String, String> LIMITS = Map.of("model.max-refusals", "2", "model.max-attempts", "8");

    private final ModelBook book;
    private final List<ModelProvider> providers;
    private final AnnotationConfigApplicationContext engine = new AnnotationConfigApplicationContext();

    ModelEngine(ApplicationContext shared) {
        this(shared, PayoutsWorld.CLOCK);
    }

    /** @param clock the shared engine's */
    ModelEngine(ApplicationContext shared, Clock clock) {
        this.book = new ModelBook(shared.getBean(JdbcClient.class), clock);
        this.providers = PROVIDERS.stream()
                .map(code -> new ModelProvider(code, !code.equals(MUTE), book))
                .toList();
        engine.setParent(shared);
        engine.registerBean(
                "configuredProviders",
                ConfiguredProviders.class,
                () -> new ConfiguredProviders(List.copyOf(providers)));
        engine.registerBean(
                shared.getBeanNamesForType(PayoutSettings.class)[0],
                PayoutSettings.class,
                () -> new Binder(new MapConfigurationPropertySource(LIMITS))
                        .bindOrCreate("model", PayoutSettings.class));
        engine.register(
                InquirySchedules.class,
                Entries.class,
                Outcomes.class,
                Questions.class,
                Inquiry.class,
                LateChecks.class,
                Tariffs.class,
                Planning.class,
                SplitPayouts.class,
                Sending.class,
                Dispatch.class,
                ReceiveCallback.class,
                ResolveAttempt.class);
        engine.refresh();
    }

    /** Opens the wallet, its providers and their fees, unless an earlier property has done so. */
    static void furnish(ApplicationContext shared) {
        if (isFurnished(shared.getBean(JdbcClient.class))) {
            return;
        }
        RoutingSettings settings = shared.getBean(RoutingSettings.class);
        shared.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            settings.addWallets(List.of(
                    new Wallets.Wallet(WALLET, "Model", Money.rupiah(100), Money.rupiah(MAXIMUM)),
                    new Wallets.Wallet(NARROW_WALLET, "Narrow", Money.rupiah(100), Money.rupiah(MAXIMUM))));
            PROVIDERS.forEach(code -> settings.addProvider(code, code));
            settings.addFees(List.of(
                    fee("MODELA", WALLET, 100, MAXIMUM),
                    fee("MODELB", WALLET, 200, MAXIMUM),
                    fee(MUTE, WALLET, 150, MAXIMUM),
                    fee("MODELA", NARROW_WALLET, 100, 1_500),
                    fee("MODELB", NARROW_WALLET, 200, NARROW_MAXIMUM)));
        });
        // The shared engine hears of it within a second by itself; the first order comes sooner.
        shared.getBean(DataVersions.class).refresh();
    }

    private static boolean isFurnished(JdbcClient database) {
        return database.sql("select exists (select from payouts.wallet where code = ?)")
                .param(WALLET)
                .query(Boolean.class)
                .single();
    }

    private static RoutingSettings.Fee fee(String provider, String wallet, long rupiah, long maximum) {
        return new RoutingSettings.Fee(
                provider,
                wallet,
                Instant.EPOCH,
                Money.rupiah(rupiah),
                Money.rupiah(1),
                Money.rupiah(maximum),
                provider.equals(MUTE));
    }

    /**
     * Has the database itself keep every change of a state, so that none passes unseen between two looks.
     *
     * @param owner of the tables
     */
    static void watchStates(JdbcClient owner) {
        owner.sql("""
                create table public.state_change (what text not null, id uuid not null, was text, became text not null);
                grant insert, select, delete on public.state_change to cezbek_app;
                create function public.keep_state_change() returns trigger language plpgsql as $$
                begin
                  if tg_op = 'INSERT' then
                    insert into public.state_change values (tg_table_name, new.id, null, new.state);
                  elsif new.state <> old.state then
                    insert into public.state_change values (tg_table_name, new.id, old.state, new.state);
                  end if;
                  return null;
                end $$;
                create trigger watched after insert or update on payouts.payout
                  for each row execute function public.keep_state_change();
                create trigger watched after insert or update on payouts.attempt
                  for each row execute function public.keep_state_change()""").update();
    }

    static void watchNoMore(JdbcClient owner) {
        owner.sql("""
                drop trigger watched on payouts.payout;
                drop trigger watched on payouts.attempt;
                drop function public.keep_state_change();
                drop table public.state_change""").update();
    }

    /** The database of the payouts' tests as its owner sees it. */
    static JdbcClient owner(ApplicationContext shared) {
        var environment = shared.getEnvironment();
        return JdbcClient.create(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password")));
    }

    <T> T get(Class<T> bean) {
        return engine.getBean(bean);
    }

    ModelBook book() {
        return book;
    }

    List<ModelProvider> providers() {
        return providers;
    }

    ModelProvider provider(String code) {
        return providers.get(PROVIDERS.indexOf(code));
    }

    @Override
    public void close() {
        engine.close();
    }
}
