package id.kezbek.console.frame;

import java.util.Locale;

/** The colours: as in the system's settings, or always light or always dark. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
