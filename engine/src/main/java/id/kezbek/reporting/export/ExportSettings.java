package id.kezbek.reporting.export;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of exports.
 *
 * @param rowsAtOnce the most rows of an export that a call answers with; larger ones are written as files
 * @param rowsMax the most rows of a file
 * @param keptFor how long a file can be fetched
 */
@ConfigurationProperties("cezbek.exports")
public record ExportSettings(
        @DefaultValue("100000") int rowsAtOnce,
        @DefaultValue("5000000") int rowsMax,
        @DefaultValue("7d") Duration keptFor) {}
