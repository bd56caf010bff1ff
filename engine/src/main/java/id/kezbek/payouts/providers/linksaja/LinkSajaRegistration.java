package id.kezbek.payouts.providers.linksaja;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers LinkSaja. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LinkSajaRegistration.Settings.class)
class LinkSajaRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings linksaja) {

        Settings {
            linksaja.requireSensible(LinkSaja.NAME);
        }
    }

    @Bean
    ProviderRegistration linksaja(Settings settings, Clock clock) {
        return new ProviderRegistration(
                LinkSaja.NAME, LinkSaja.CODE, settings.linksaja(), (line, own) -> new LinkSaja(line, own, clock));
    }
}
