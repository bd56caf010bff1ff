package id.kezbek.console.frame;

import java.util.Locale;

/** The colours: as the system says, or one of the two always. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
