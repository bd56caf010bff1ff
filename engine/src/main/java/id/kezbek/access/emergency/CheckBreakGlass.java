package id.kezbek.access.emergency;

import id.kezbek.access.BreakGlassCodes;
import org.springframework.stereotype.Component;

/** Counts how many of the break-glass codes in the settings were used. */
@Component
public class CheckBreakGlass {

    private final BreakGlassCodes codes;
    private final UsedBreakGlass used;

    CheckBreakGlass(BreakGlassCodes codes, UsedBreakGlass used) {
        this.codes = codes;
        this.used = used;
    }

    public long used() {
        return used.count(codes.entries());
    }
}
