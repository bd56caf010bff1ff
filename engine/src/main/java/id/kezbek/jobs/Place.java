package id.kezbek.jobs;

import id.kezbek.shared.process.OnRole;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Identifies this process for people, by host, pid and roles. */
@Component
public class Place {

    private final String text;

    public Place(Environment environment) {
        String roles = OnRole.active(environment).stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        this.text = host() + " " + ProcessHandle.current().pid() + " " + roles;
    }

    public String text() {
        return text;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown-host";
        }
    }
}
