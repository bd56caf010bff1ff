package id.kezbek.platform.doctor;

import java.util.concurrent.Callable;

/**
 * One look at one thing.
 *
 * @param isNeeded whether nothing works without it, where it does not answer at all
 */
record Check(String what, boolean isNeeded, Callable<Finding> look) {

    static Check needed(String what, Callable<Finding> look) {
        return new Check(what, true, look);
    }

    static Check useful(String what, Callable<Finding> look) {
        return new Check(what, false, look);
    }

    Finding missing(String says) {
        return isNeeded ? Finding.wrong(what, says) : Finding.warning(what, says);
    }
}
