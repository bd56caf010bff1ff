package id.kezbek.startup;

import id.kezbek.access.BreakGlassCodes;
import id.kezbek.shared.Texts;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that creates break-glass codes: {@code break-glass <e-mail address>…}, one code for each named
 * administrator. The command prints each code once, and the setting to store. The setting does not reveal the codes.
 * The command uses no engine and no database.
 */
public final class BreakGlassCommand {

    /** The first word of this command's command line. */
    public static final String NAME = "break-glass";

    static final int DONE = 0;
    static final int FAILED = 1;

    private BreakGlassCommand() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> emails = arguments.subList(1, arguments.size());
        if (emails.isEmpty() || !emails.stream().allMatch(Texts::isEmail)) {
            err.println("cezbek: usage: break-glass <e-mail address of an administrator> ...");
            return FAILED;
        }
        SecureRandom random = new SecureRandom();
        List<String> entries = new ArrayList<>();
        out.println(
                "Break-glass codes. Each lets its administrator log in once. They are shown only now: print them, seal them,");
        out.println("and store them neither in a mailbox nor on this machine.");
        out.println();
        for (String email : emails) {
            BreakGlassCodes.Made made = BreakGlassCodes.make(email, random);
            entries.add(made.entry());
            out.println(email + "  " + made.code());
        }
        out.println();
        out.println("Set this in the engine's settings, in place of the previous value. It does not reveal the codes:");
        out.println();
        out.println("CEZBEK_SECURITY_BREAK_GLASS=" + String.join(",", entries));
        return DONE;
    }
}
