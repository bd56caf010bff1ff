package id.kezbek.shared.systems;

/** A system cannot be used, and it is known why. The message follows the system's name and holds no address and no secret. */
public final class SystemAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SystemAway(String why) {
        super(why);
    }

    public SystemAway(String why, Throwable cause) {
        super(why, cause);
    }
}
