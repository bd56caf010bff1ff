package id.kezbek.shared.systems;

/**
 * A system is unavailable for a known reason. The message continues a sentence that begins with the system's name. The
 * message contains no address or secret.
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
