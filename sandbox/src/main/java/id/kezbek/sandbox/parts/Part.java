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
     * The Spring properties with which the engine finds this part. A slow part returns these properties before its
     * start, so that the engine can start at the same time. For a fast part, the caller may have to wait until the part
     * has started.
     */
    Map<String, String> engineProperties();

    /** Stops the part, if it was started. */
    @Override
    void close();
}
