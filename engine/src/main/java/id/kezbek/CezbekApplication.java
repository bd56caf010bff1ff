package id.kezbek;

import id.kezbek.platform.StartFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One executable for every process type; {@code cezbek.roles} says which entry points it opens. */
@SpringBootApplication
public class CezbekApplication {

    public static void main(String[] args) {
        try {
            SpringApplication.run(CezbekApplication.class, args);
        } catch (Throwable failed) {
            // A failed start leaves threads behind that would keep the process alive; so it ends itself, with one line.
            System.err.println("cezbek: " + StartFailure.explain(failed));
            Runtime.getRuntime().halt(1);
        }
    }
}
