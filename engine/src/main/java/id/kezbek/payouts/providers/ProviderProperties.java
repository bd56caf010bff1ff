package id.kezbek.payouts.providers;

import id.kezbek.payouts.providers.gopaid.GoPaid;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.josvo.Josvo;
import id.kezbek.payouts.providers.linksaja.LinkSaja;
import id.kezbek.payouts.providers.middletrans.Middletrans;
import id.kezbek.payouts.providers.xenit.Xenit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of the five providers, {@code cezbek.providers.<name>}. */
@ConfigurationProperties("cezbek.providers")
record ProviderProperties(
        @NestedConfigurationProperty @DefaultValue ProviderSettings linksaja,
        @NestedConfigurationProperty @DefaultValue ProviderSettings gopaid,
        @NestedConfigurationProperty @DefaultValue ProviderSettings josvo,
        @NestedConfigurationProperty @DefaultValue ProviderSettings middletrans,
        @NestedConfigurationProperty @DefaultValue ProviderSettings xenit) {

    ProviderProperties {
        linksaja.requireSensible(LinkSaja.NAME);
        gopaid.requireSensible(GoPaid.NAME);
        josvo.requireSensible(Josvo.NAME);
        middletrans.requireSensible(Middletrans.NAME);
        xenit.requireSensible(Xenit.NAME);
    }
}
