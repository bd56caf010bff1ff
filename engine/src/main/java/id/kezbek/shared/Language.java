package id.kezbek.shared;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language of e-mails. */
public enum Language {
    INDONESIAN("id", Locale.of("id", "ID")),
    ENGLISH("en", Locale.ENGLISH);

    private final String code;
    private final Locale locale;

    Language(String code, Locale locale) {
        this.code = code;
        this.locale = locale;
    }

    /** The ISO 639-1 code, for example {@code id}. */
    public String code() {
        return code;
    }

    /** The date format of this language. */
    public Locale locale() {
        return locale;
    }

    public static Optional<Language> ofCode(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code.equals(code))
                .findFirst();
    }
}
