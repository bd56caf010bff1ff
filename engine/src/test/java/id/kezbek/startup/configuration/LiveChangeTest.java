package id.kezbek.startup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.passkeys.PasskeySettings;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.settings.Live;
import id.kezbek.shared.settings.LiveKeys;
import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;

/** The changes in a running engine when a followed layer changes. */
@EngineTest
class LiveChangeTest {

    private static final String LIMIT = "cezbek.limits.address-calls-per-second";
    private static final String PASSKEYS = "cezbek.access.passkeys.staff";
    private static final String CRON = "cezbek.jobs.forget-expired.cron";

    private final StaffCalls staff;
    private final ConfigurableEnvironment environment;
    private final LiveSettings settings;
    private final Live<PayoutSettings> payouts;
    private final Live<PasskeySettings> passkeys;
    private final RemoteLayer layer = new RemoteLayer("test", "a test's layer", Map.of());
    private final FollowedLayer followed;

    LiveChangeTest(
            EngineUnderTest engine,
            ConfigurableEnvironment environment,
            LiveSettings settings,
            Live<PayoutSettings> payouts,
            Live<PasskeySettings> passkeys) {
        this.staff = new StaffCalls(engine);
        this.environment = environment;
        this.settings = settings;
        this.payouts = payouts;
        this.passkeys = passkeys;
        this.followed = new FollowedLayer(layer, settings);
    }

    @BeforeEach
    void layIn() {
        environment.getPropertySources().addFirst(layer);
    }

    @AfterEach
    void takeOut() {
        followed.offer(Map.of());
        environment.getPropertySources().remove("test");
        staff.close();
    }

    @Test
    void newLimitAppliesToNextCall() {
        followed.offer(Map.of(LIMIT, "765432"));
        assertThat(policy()).isEqualTo("\"address\";q=765432;w=1");
        followed.offer(Map.of());
        assertThat(policy()).isEqualTo("\"address\";q=1000000;w=1");
    }

    @Test
    void jobsAndInquiriesFollowTheirNewSchedules() {
        followed.offer(Map.of(CRON, "0 7 3 * * *", "cezbek.payouts.inquiry-schedule", "7s,8s"));
        assertThat(staff.get("/api/v2/jobs", Role.OPERATIONS).body().toString()).contains("0 7 3 * * *");
        assertThat(payouts.get().inquirySchedule()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void whereOneValueCannotBeUsedNoneOfTheChangeIs() {
        followed.offer(Map.of(LIMIT, "700000"));
        followed.offer(Map.of(LIMIT, "600000", CRON, "every night"));
        assertThat(policy()).isEqualTo("\"address\";q=700000;w=1");
        assertThat(environment.getProperty(CRON)).isNull();

        followed.offer(Map.of(LIMIT, "600000", CRON, "0 7 3 * * *"));
        assertThat(policy()).as("mended, all of it").isEqualTo("\"address\";q=600000;w=1");
    }

    @Test
    void keepsSettingsReadOnlyAtStart() {
        String before = environment.getProperty("cezbek.notifications.queue");
        followed.offer(Map.of("cezbek.notifications.queue", "another", LIMIT, "500000"));
        assertThat(environment.getProperty("cezbek.notifications.queue")).isEqualTo(before);
        assertThat(policy()).isEqualTo("\"address\";q=500000;w=1");
    }

    @Test
    void everyLiveSettingHasCheckedReader() {
        for (String pattern : LiveKeys.PATTERNS) {
            String name = pattern.replace("**", "id.kezbek").replace("*", "forget-expired");
            assertThat(LiveKeys.isLive(name)).as(name).isTrue();
            assertThatThrownBy(() -> settings.change(
                            Set.of(name), () -> layer.replace(Map.of(name, "unusable")), () -> layer.replace(Map.of())))
                    .as(name)
                    .isInstanceOf(RuntimeException.class);
            assertThat(environment.getProperty(name)).as(name).isNotEqualTo("unusable");
        }
    }

    /** Browsers allow passkeys only at a set host name, so staff would be locked out. */
    @Test
    void passkeysAreNotRequiredWithoutAPublicAddress() {
        assertThatThrownBy(() -> settings.change(
                        Set.of(PASSKEYS),
                        () -> layer.replace(Map.of(PASSKEYS, "REQUIRED")),
                        () -> layer.replace(Map.of())))
                .hasMessageContaining("set cezbek.public-url");
        followed.offer(Map.of(LIMIT, "765432", PASSKEYS, "REQUIRED"));
        assertThat(passkeys.get().staff()).isEqualTo(PasskeySettings.Rule.OPTIONAL);
        assertThat(environment.getProperty(PASSKEYS)).isNull();
        assertThat(policy()).as("no part of the change").doesNotContain("765432");
    }

    @Test
    void listOfLiveSettingsIsDocumented() {
        assertThat(LiveKeys.isLive("cezbek.limits.partnerCallsPerSecond")).isTrue();
        assertThat(LiveKeys.isLive("logging.level.root")).isTrue();
        assertThat(LiveKeys.isLive("logging.level")).isFalse();
        assertThat(LiveKeys.isLive("cezbek.jobs.cron")).isFalse();
        assertThat(LiveKeys.isLive("cezbek.jobs.poll-interval")).isFalse();
        assertThat(LiveKeys.isLive("cezbek.limits.redis-patience")).isFalse();
    }

    private String policy() {
        return staff.get("/api/v2/jobs", Role.OPERATIONS).header("RateLimit-Policy");
    }
}
