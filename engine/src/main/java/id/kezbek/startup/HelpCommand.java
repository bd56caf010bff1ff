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

              (no command)       start the engine; it runs until it is stopped
              migrate            bring the database's schema up to date, then exit
              doctor             show the settings and their sources, and report problems
              conformance NAME   try a provider's promises with real orders (docs/providers.md)
              audit verify       verify the audit log's hash chain from its first row to its head
              reseal             encrypt stored secrets with a new master key; --sign-rows after an upgrade
              break-glass EMAIL  create a code that lets an administrator log in once in an emergency
              --help             print this help
              --version          print the version

            A setting is an environment variable (CEZBEK_PORT=10001) or an option (--cezbek.port=10001).
            Only one required setting has no default, the database's address: SPRING_DATASOURCE_URL.
            """;

    private HelpCommand() {}

    /** Whether the command line begins with help, version or an unknown command, and not with a setting. */
    public static boolean isFor(String word) {
        return HELP.contains(word) || VERSION.contains(word) || isUnknown(word);
    }

    /** @return the exit status */
    public static int run(String word, PrintStream out, PrintStream err) {
        if (isUnknown(word)) {
            err.println("cezbek: unknown command " + word + "; see --help");
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

    /** The version in the jar's manifest. Classes in a folder have no manifest. */
    private static String version() {
        return Objects.requireNonNullElse(
                HelpCommand.class.getPackage().getImplementationVersion(), "(built in place)");
    }
}
