package id.kezbek.shared.systems;

/**
 * A system cannot be used for a known reason. The message follows the system's name and contains no address or secret.
 */
public final class SystemAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SystemAway(String why) {
        super(why);
    }

    public SystemAway(String why, Throwable cause) {
        super(why, cause);
    }
}
