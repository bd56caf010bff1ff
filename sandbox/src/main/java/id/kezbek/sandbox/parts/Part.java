package id.kezbek.sandbox.parts;

import java.util.Map;

/** One system of the outside world. */
public interface Part extends AutoCloseable {

    /** The name in progress lines and errors, one lower-case word. */
    String name();

    /** Returns when the part answers over its real protocol, with everything the engine expects to find in it. */
    void start() throws Exception;

    /**
     * The Spring properties by which the engine finds this part. A part that starts slowly knows them before it runs,
     * so that the engine can start meanwhile; one that starts fast may make the caller wait until it has.
     */
    Map<String, String> engineProperties();

    /** Stops the part; harmless when it never started. */
    @Override
    void close();
}
