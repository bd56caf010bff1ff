package id.kezbek.people.sealing;

import java.net.IDN;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The common form of all spellings of a mailbox's e-mail address. For example, {@code A+News@Example.COM} and {@code
 * a@example.com} reach the same person. Each mail provider decides the meaning of the part before the @. In doubt,
 * these rules treat two e-mail addresses as one person, so that one person cannot act as two people.
 */
@Component
public final class MailboxIdentity {

    private static final String GMAIL = "gmail.com";
    private static final String GMAIL_ALIAS = "googlemail.com";

    private final Set<String> domainsWithoutDots;

    /** @param domainsWithoutDots the domains that ignore dots before the @, separated by commas */
    MailboxIdentity(
            @Value("${cezbek.people.domains-without-dots:gmail.com,googlemail.com}") String domainsWithoutDots) {
        this.domainsWithoutDots = Arrays.stream(domainsWithoutDots.split(",", -1))
                .map(String::strip)
                .filter(domain -> !domain.isEmpty())
                .map(MailboxIdentity::domain)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The identity of a well-formed e-mail address. */
    public String of(String email) {
        int at = email.lastIndexOf('@');
        String domain = domain(email.substring(at + 1));
        String name = email.substring(0, at).toLowerCase(Locale.ROOT);
        int tag = name.indexOf('+');
        // An e-mail address that begins with a plus stays unchanged, because no name is before the plus.
        String mailbox = tag > 0 ? name.substring(0, tag) : name;
        return (domainsWithoutDots.contains(domain) ? mailbox.replace(".", "") : mailbox) + "@" + domain;
    }

    private static String domain(String written) {
        String ascii = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        return ascii.equals(GMAIL_ALIAS) ? GMAIL : ascii;
    }
}
