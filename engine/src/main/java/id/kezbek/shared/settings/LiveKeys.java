package id.kezbek.shared.settings;

import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The settings that may change while the engine runs. A new live setting needs a follower in its module ({@link
 * LiveSettings}).
 * All other settings take effect at the next start.
 */
public final class LiveKeys {

    /** A wildcard for one element of a name. */
    public static final String ANY = "*";

    /** A wildcard for all further elements of a name. */
    private static final String REST = "**";

    /** The form for readers: {@code *} means one element, {@code **} any number of elements. */
    public static final List<String> PATTERNS = List.of(
            "cezbek.access.passkeys.staff",
            "cezbek.limits.partner-calls-per-second",
            "cezbek.limits.address-calls-per-second",
            "cezbek.limits.sign-ins-per-minute",
            "cezbek.payouts.inquiry-schedule",
            "cezbek.payouts.late-checks",
            "cezbek.payouts.callback-checks",
            "cezbek.jobs.*.cron",
            "cezbek.jobs.*.every",
            "logging.level.**");

    private LiveKeys() {}

    /** @param name in any notation that Spring Boot accepts in a file */
    public static boolean isLive(String name) {
        ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
        return PATTERNS.stream().anyMatch(pattern -> matches(List.of(pattern.split("\\.", -1)), property));
    }

    private static boolean matches(List<String> pattern, ConfigurationPropertyName name) {
        boolean isOpen = pattern.getLast().equals(REST);
        int fixed = isOpen ? pattern.size() - 1 : pattern.size();
        int elements = name.getNumberOfElements();
        if (isOpen ? elements <= fixed : elements != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            String expected = pattern.get(i);
            if (!expected.equals(ANY) && !expected.replace("-", "").equals(name.getElement(i, Form.UNIFORM))) {
                return false;
            }
        }
        return true;
    }
}
