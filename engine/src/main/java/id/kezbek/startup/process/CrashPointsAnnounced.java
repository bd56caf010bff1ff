package id.kezbek.startup.process;

import id.kezbek.shared.crash.CrashPoints;
import org.springframework.stereotype.Component;

/** Logs at start that crash points are active, so that it is noticed in production. */
@Component
class CrashPointsAnnounced {

    CrashPointsAnnounced() {
        CrashPoints.announce();
    }
}
