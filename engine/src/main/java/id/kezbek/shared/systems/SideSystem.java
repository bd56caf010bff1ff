package id.kezbek.shared.systems;

/** A system that the engine uses and can do without for a while. Each is a bean; its process watches it and tells of it. */
public interface SideSystem {

    /** One lower-case word. */
    String name();

    /** What becomes of the work while it is away, in words for operators. */
    String withoutIt();

    /**
     * Asks it something small that changes nothing.
     *
     * @throws SystemAway where it is known why it cannot be used
     * @throws RuntimeException where it is away, or does not let the engine in
     */
    void ask();

    /** Whether its present absence was logged when the process started, so that it is not told twice. */
    default boolean wasToldAtStart() {
        return false;
    }

    /** It was found away and had been there: the moment to let go of what does not outlive that. Called once each time. */
    default void wentAway() {}
}
