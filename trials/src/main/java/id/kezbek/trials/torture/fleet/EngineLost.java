package id.kezbek.trials.torture.fleet;

/** Thrown if an engine process stopped or did not start without a disturbance. The message is one line. */
public final class EngineLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String line;

    public EngineLost(String line) {
        super(line);
        this.line = line;
    }

    public String line() {
        return line;
    }
}
