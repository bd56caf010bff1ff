package id.kezbek.startup;

import id.kezbek.startup.doctor.Doctor;
import java.io.PrintStream;
import java.util.List;

/** The command that shows the effective settings and reports problems. {@link Doctor} does the work. */
public final class DoctorCommand {

    /** The first word of this command's command line. */
    public static final String NAME = Doctor.NAME;

    private DoctorCommand() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out) throws InterruptedException {
        return Doctor.run(arguments, out);
    }
}
