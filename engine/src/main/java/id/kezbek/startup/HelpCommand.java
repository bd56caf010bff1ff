package id.kezbek.startup;

import java.io.PrintStream;
import java.util.Objects;
import java.util.Set;

/** Prints the command line help and the version, without starting an engine. */
public final class HelpCommand {

    private static final Set<String> HELP = Set.of("help", "--help", "-h", "-?");
    private static final Set<String> VERSION = Set.of("version", "--version", "-v", "-V");
    private static final String TEXT = """
            usage: java -jar cezbek-engine.jar [command] [--setting=value ...]

              (no command)       start the engine; it serves until it is told to end
              migrate            bring the database's schema up to date, and end
              doctor             show the settings and where each comes from; tell what is missing or wrong
              audit verify       follow the audit log's hash chain from its first row to its head
              reseal             seal everything anew under a new master key; --sign-rows after an upgrade
              break-glass EMAIL  make a code that lets an administrator in once, whatever keeps people out
              --help             print this
              --version          print the version

            A setting is given as an environment variable (CEZBEK_PORT=10001) or as --cezbek.port=10001.
            The database's address is the one setting without a default: SPRING_DATASOURCE_URL.
            """;

    private HelpCommand() {}

    /** Whether the first word, which is none of the other commands, is a command at all rather than a setting. */
    public static boolean isFor(String word) {
        return HELP.contains(word) || VERSION.contains(word) || isUnknown(word);
    }

    /** @return the exit status */
    public static int run(String word, PrintStream out, PrintStream err) {
        if (isUnknown(word)) {
            err.println("cezbek: there is no command " + word + "; see --help");
            return 2;
        }
        if (VERSION.contains(word)) {
            out.println("cezbek-engine " + version());
        } else {
            out.print(TEXT);
        }
        return 0;
    }

    private static boolean isUnknown(String word) {
        return !word.startsWith("-") && !HELP.contains(word) && !VERSION.contains(word);
    }

    /** As the jar's manifest says; there is none where the classes lie in a folder. */
    private static String version() {
        return Objects.requireNonNullElse(
                HelpCommand.class.getPackage().getImplementationVersion(), "(built in place)");
    }
}
