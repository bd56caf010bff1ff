package id.kezbek.startup;

import id.kezbek.startup.doctor.Doctor;
import java.io.PrintStream;
import java.util.List;

/** The command that shows the effective settings and problems; {@link Doctor} does the work. */
public final class DoctorCommand {

    /** The first word of a command line that is meant for this class. */
    public static final String NAME = Doctor.NAME;

    private DoctorCommand() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out) throws InterruptedException {
        return Doctor.run(arguments, out);
    }
}
