package id.kezbek.shared.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The colours of the pages: as the reader's system chooses, always light, or always dark. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Theme> ofCode(String code) {
        return Arrays.stream(values())
                .filter(theme -> theme.code().equals(code))
                .findFirst();
    }
}
