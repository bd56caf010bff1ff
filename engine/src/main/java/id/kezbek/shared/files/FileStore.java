package id.kezbek.shared.files;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A store of files by key, outside of the engine. Calls go over the network: never make one inside a transaction. */
public interface FileStore {

    /** Names of letters, digits, dots, hyphens and underlines, with single slashes in between; none begins with a dot. */
    Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    /** Of a key, under which every store of every kind can keep a file. */
    int KEY_MAX = 200;

    /**
     * The key, where it is one. A store over a folder must never be led out of it, and what one kind of store takes the
     * others take too.
     *
     * @throws IllegalArgumentException where it is none: keys are made by the engine, so this is its own mistake
     */
    static String requireKey(String key) {
        if (key.length() > KEY_MAX || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("A file's key is a path of plain names, such as logos/one.png");
        }
        return key;
    }

    /**
     * Puts a file, replacing one of the same key.
     *
     * @param key a path without a leading slash, such as {@code logos/01j9….png}
     * @param contentType the media type under which it will be served
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where the store does not take it in time
     */
    void put(String key, byte[] bytes, String contentType);

    /**
     * Puts a file where none has this key; one that is there is never touched, whoever put it.
     *
     * @return whether it was put
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where the store does not take it in time
     */
    boolean putNew(String key, byte[] bytes, String contentType);

    /**
     * Tells of each key below a folder, one level of folders in between or none, in no order that counts.
     *
     * @param folder a key without a file, such as {@code audit-heads}
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where the store does not answer in time
     */
    void keys(String folder, Consumer<String> each);

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

    /**
     * Asks the store whether it is there.
     *
     * @throws RuntimeException where it is not, or does not answer in time
     */
    void ask();
}
