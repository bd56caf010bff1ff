package id.kezbek.sandbox.parts;

import java.util.Map;

/** One of the external systems. */
public interface Part extends AutoCloseable {

    /** The name in progress lines and errors, one lower-case word. */
    String name();

    /**
     * Starts the part. Returns when the part responds over its real protocol and contains everything that the engine
     * needs.
     */
    void start() throws Exception;

    /**
     * The Spring properties with which the engine finds this part. A part that starts slowly knows these properties
     * before its start, so that the engine can start at the same time. A part that starts fast may make the caller wait
     * until it has started.
     */
    Map<String, String> engineProperties();

    /** Stops the part. Does nothing if it was never started. */
    @Override
    void close();
}
