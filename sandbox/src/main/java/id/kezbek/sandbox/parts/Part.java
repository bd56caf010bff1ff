package id.kezbek.sandbox.parts;

import java.util.Map;

/** One system of the outside world. Its ports are chosen when it is made, so its properties are true before it runs. */
public interface Part extends AutoCloseable {

    /** The name in progress lines and errors, one lower-case word. */
    String name();

    /** Returns when the part answers over its real protocol, with everything the engine expects to find in it. */
    void start() throws Exception;

    /** The Spring properties by which the engine finds this part. */
    Map<String, String> engineProperties();

    /** Stops the part; harmless when it never started. */
    @Override
    void close();
}
