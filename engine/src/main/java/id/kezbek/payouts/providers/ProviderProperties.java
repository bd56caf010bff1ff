package id.kezbek.payouts.providers;

import id.kezbek.payouts.providers.http.ProviderSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of the five providers, {@code cezbek.providers.<name>}. */
@ConfigurationProperties("cezbek.providers")
record ProviderProperties(
        @DefaultValue ProviderSettings linksaja,
        @DefaultValue ProviderSettings gopaid,
        @DefaultValue ProviderSettings josvo,
        @DefaultValue ProviderSettings middletrans,
        @DefaultValue ProviderSettings xenit) {}
