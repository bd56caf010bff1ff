package id.kezbek.startup.schema;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for migrating the schema.
 *
 * @param migrate whether this process migrates the schema at its start (start) or only checks that the schema is
 *     current (off)
 * @param operators the recipients of e-mails about a start that failed because of the schema
 */
@ConfigurationProperties("cezbek")
public record SchemaSettings(
        @DefaultValue("START") Migrate migrate,
        @DefaultValue Operators operators) {

    /** When the schema is migrated. */
    public enum Migrate {
        /** This process migrates the schema at its start. */
        START,
        /** This process does not migrate the schema. Its start fails if the schema is behind. */
        OFF
    }

    /** @param email the e-mail addresses that get a message if the schema prevents a start; empty for no message */
    public record Operators(@DefaultValue List<String> email) {

        private static final Pattern ADDRESS = Pattern.compile("[^@\\s,]+@[^@\\s,]+");
        private static final int ADDRESSES_MAX = 20;

        public Operators {
            email = List.copyOf(email);
            if (email.size() > ADDRESSES_MAX) {
                throw new IllegalArgumentException("cezbek.operators.email has more than " + ADDRESSES_MAX
                        + " addresses; use a mailing list instead");
            }
            for (int entry = 0; entry < email.size(); entry++) {
                if (!ADDRESS.matcher(email.get(entry)).matches()) {
                    throw new IllegalArgumentException("cezbek.operators.email: entry " + (entry + 1)
                            + " is not an e-mail address; separate addresses by commas");
                }
            }
        }
    }
}
