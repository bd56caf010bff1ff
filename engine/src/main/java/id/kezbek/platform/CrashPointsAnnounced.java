package id.kezbek.platform;

import id.kezbek.shared.crash.CrashPoints;
import org.springframework.stereotype.Component;

/** Says at the start of a process that it may be made to die, so that no production runs like that unnoticed. */
@Component
class CrashPointsAnnounced {

    CrashPointsAnnounced() {
        CrashPoints.announce();
    }
}
