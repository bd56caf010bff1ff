package id.kezbek;

import id.kezbek.startup.AuditCommand;
import id.kezbek.startup.BreakGlassCommand;
import id.kezbek.startup.ConformanceCommand;
import id.kezbek.startup.DoctorCommand;
import id.kezbek.startup.HelpCommand;
import id.kezbek.startup.MigrateCommand;
import id.kezbek.startup.StartFailure;
import id.kezbek.startup.masterkey.ResealCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The main class of every process. The setting {@code cezbek.roles} selects what a process does, for example serve the
 * API.
 */
@SpringBootApplication
public class CezbekApplication {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    public static void main(String[] args) throws InterruptedException {
        leaveAProcessorToTheLane();
        if (args.length > 0 && args[0].equals(AuditCommand.NAME)) {
            System.exit(AuditCommand.run(List.of(args), System.getenv(), System.out, System.err));
        }
        if (args.length > 0 && args[0].equals(BreakGlassCommand.NAME)) {
            System.exit(BreakGlassCommand.run(List.of(args), System.out, System.err));
        }
        if (args.length > 0 && args[0].equals(ConformanceCommand.NAME)) {
            System.exit(ConformanceCommand.run(List.of(args), System.out, System.err));
        }
        if (args.length > 0 && args[0].equals(DoctorCommand.NAME)) {
            int status = DoctorCommand.run(List.of(args), System.out);
            System.out.flush();
            // Halts the JVM, because System.exit would wait for checks that hang.
            Runtime.getRuntime().halt(status);
        }
        if (args.length > 0 && args[0].equals(MigrateCommand.NAME)) {
            System.exit(MigrateCommand.run(List.of(args), System.out, System.err));
        }
        if (args.length > 0 && args[0].equals(ResealCommand.NAME)) {
            System.exit(ResealCommand.run(List.of(args), System.out, System.err));
        }
        // The help command comes after all other commands, because it rejects unknown arguments.
        if (args.length > 0 && HelpCommand.isFor(args[0])) {
            System.exit(HelpCommand.run(args[0], System.out, System.err));
        }
        try {
            SpringApplication.run(CezbekApplication.class, args);
        } catch (Throwable failed) {
            // After a failed start, remaining threads would keep the process alive, so the process prints one line and
            // exits.
            System.err.println("cezbek: " + StartFailure.explain(failed));
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Leaves one processor to the thread that writes purchases. The virtual threads that run requests use the other
     * processors. Call this method before the first virtual thread starts.
     */
    private static void leaveAProcessorToTheLane() {
        if (System.getProperty(CARRIERS) == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            System.setProperty(CARRIERS, Integer.toString(Math.max(1, processors - 1)));
        }
    }
}
