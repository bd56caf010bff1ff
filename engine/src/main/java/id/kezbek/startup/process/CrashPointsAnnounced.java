package id.kezbek.startup.process;

import id.kezbek.shared.crash.CrashPoints;
import org.springframework.stereotype.Component;

/** Logs at the start that crash points are active, so that operators in production notice them. */
@Component
class CrashPointsAnnounced {

    CrashPointsAnnounced() {
        CrashPoints.announce();
    }
}
