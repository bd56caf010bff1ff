package id.kezbek.access;

import org.springframework.stereotype.Component;

/** Tells how many of the break-glass codes in the settings are used up. */
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
