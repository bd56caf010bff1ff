package id.kezbek.shared.files;

import java.util.Optional;

/** A store of files by key, outside of the engine. Calls go over the network: never make one inside a transaction. */
public interface FileStore {

    /**
     * Puts a file, replacing one of the same key.
     *
     * @param key a path without a leading slash, such as {@code logos/01j9….png}
     * @param contentType the media type under which it will be served
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where the store does not take it in time
     */
    void put(String key, byte[] bytes, String contentType);

    /**
     * Gives a file; empty where none has this key.
     *
     * @param bytesMax a longer one is not read
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where the store does not give it in time, or it is longer
     */
    Optional<byte[]> get(String key, int bytesMax);

    /**
     * Removes a file; a key that holds none is no error.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where the store does not answer in time
     */
    void remove(String key);
}
