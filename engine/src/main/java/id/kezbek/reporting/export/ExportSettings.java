package id.kezbek.reporting.export;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of exports.
 *
 * @param rowsAtOnce the maximum number of rows of an export in a response; larger exports are written as files
 * @param rowsMax the maximum number of rows in a file
 * @param keptFor how long a file can be downloaded
 */
@ConfigurationProperties("cezbek.exports")
public record ExportSettings(
        @DefaultValue("100000") int rowsAtOnce,
        @DefaultValue("5000000") int rowsMax,
        @DefaultValue("7d") Duration keptFor) {}
