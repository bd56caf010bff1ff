package id.kezbek.shared.systems;

/**
 * A system is unavailable for a known reason. The message continues the system's name and contains no address or
 * secret.
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
