package id.kezbek.shared.systems;

/** A system that the engine uses but can miss for a while. Each is a bean; its process watches and reports it. */
public interface SideSystem {

    /** One lower-case word. */
    String name();

    /** The effect of its absence, for operators. */
    String withoutIt();

    /**
     * Checks it with a small call that changes nothing.
     *
     * @throws SystemAway with a known reason
     * @throws RuntimeException if it is away or refuses the engine
     */
    void ask();

    /** Whether the start already logged its present absence. */
    default boolean wasToldAtStart() {
        return false;
    }

    /** Called once each time it goes away, to release resources that depend on it. */
    default void wentAway() {}
}
