package id.kezbek.startup.process;

import id.kezbek.shared.NumberPlan;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mobile numbers that the engine accepts.
 *
 * @param defaultRegion the region whose numbers may begin with 0, as an ISO 3166 code of two letters; must be an
 *     allowed region
 * @param allowedRegions the regions whose mobile numbers are accepted; numbers of other regions are refused
 */
@ConfigurationProperties("cezbek.msisdn")
record NumberSettings(
        @DefaultValue("ID") String defaultRegion,
        @DefaultValue("ID") Set<String> allowedRegions) {

    NumberPlan plan() {
        try {
            return new NumberPlan(defaultRegion, allowedRegions);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("cezbek.msisdn: " + wrong.getMessage(), wrong);
        }
    }
}
