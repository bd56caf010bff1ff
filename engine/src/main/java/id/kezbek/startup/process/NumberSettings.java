package id.kezbek.startup.process;

import id.kezbek.shared.NumberPlan;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which mobile numbers the engine takes.
 *
 * @param defaultRegion the region whose numbers may begin with 0, by its two letters of ISO 3166; it must be an allowed one
 * @param allowedRegions the regions whose mobile numbers are taken; a number of another region is refused
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
