package id.kezbek.shared.files;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A store of files by key, outside the engine. Operations use the network, so never call them in a transaction. */
public interface FileStore {

    /**
     * A valid key: names of letters, digits, dots, hyphens and underscores, separated by single slashes. No name begins
     * with a dot.
     */
    Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    /** The maximum length of a key. Every kind of store accepts such a key. */
    int KEY_MAX = 200;

    /**
     * Checks that a key stays inside the store's folder, and that every kind of store accepts the key.
     *
     * @throws IllegalArgumentException if the key is invalid; the engine creates all keys, so this is a program error
     */
    static String requireKey(String key) {
        if (key.length() > KEY_MAX || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("A file's key must be a path of plain names, for example logos/one.png");
        }
        return key;
    }

    /**
     * Stores a file, or replaces the file with the same key.
     *
     * @param key a path without a leading slash, for example {@code logos/01j9….png}
     * @param contentType the media type under which the file is served
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store does not accept the file in time
     */
    void put(String key, byte[] bytes, String contentType);

    /**
     * Stores a file if no file has this key. Never changes an existing file.
     *
     * @return whether the file was stored
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store does not accept the file in time
     */
    boolean putNew(String key, byte[] bytes, String contentType);

    /**
     * Calls {@code each} for every key below a folder, including keys one level deeper. The keys have no fixed order.
     *
     * @param folder a key without a file name, for example {@code audit-heads}
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store does not answer in time
     */
    void keys(String folder, Consumer<String> each);

    /**
     * Returns a file; empty if no file has this key.
     *
     * @param bytesMax longer files are refused
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store does not return the file in time, or the file is
     *     longer
     */
    Optional<byte[]> get(String key, int bytesMax);

    /**
     * Removes a file. A key without a file is not an error.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store does not answer in time
     */
    void remove(String key);

    /**
     * Checks whether the store is available.
     *
     * @throws RuntimeException if the store is unavailable or does not answer in time
     */
    void ask();
}
