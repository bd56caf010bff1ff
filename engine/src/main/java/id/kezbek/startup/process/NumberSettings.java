package id.kezbek.startup.process;

import id.kezbek.shared.NumberPlan;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which mobile numbers the engine accepts.
 *
 * @param defaultRegion the region of numbers that begin with 0, a two-letter ISO 3166 code; it must be one of the
 *     allowed regions
 * @param allowedRegions the regions of accepted mobile numbers; numbers of other regions are refused
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
