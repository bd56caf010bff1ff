package id.kezbek.console.frame;

import id.kezbek.shared.security.RandomTexts;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Creates idempotency keys for forms. */
@Component
public class Forms {

    /** The name of the hidden field with the session's token. */
    public static final String TOKEN = "form_token";

    /** The header that contains the session's token if a script uploads a file. */
    public static final String TOKEN_HEADER = "X-Form-Token";

    /** The name of the hidden field with the idempotency key. */
    public static final String KEY = "form_key";

    private static final int KEY_BYTES = 18;

    private final SecureRandom random;

    Forms(SecureRandom random) {
        this.random = random;
    }

    /** A new idempotency key. If a person sends the form twice, the action still happens only once. */
    public String newKey() {
        return RandomTexts.urlSafe(random, KEY_BYTES);
    }
}
