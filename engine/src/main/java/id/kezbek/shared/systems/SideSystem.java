package id.kezbek.shared.systems;

/**
 * A system whose outage the engine can survive for some time. Each system is a bean. The process monitors the system
 * and reports its state.
 */
public interface SideSystem {

    /** The system's name, one lower-case word. */
    String name();

    /** The effect of an outage, for operators. */
    String withoutIt();

    /**
     * Checks the system with a small request that changes nothing.
     *
     * @throws SystemAway with a known reason
     * @throws RuntimeException if the system is unavailable or refuses the engine
     */
    void ask();

    /** Whether the current outage was already logged at the start of the process. */
    default boolean wasToldAtStart() {
        return false;
    }

    /** Called once at the beginning of each outage, to release resources that depend on the system. */
    default void wentAway() {}
}
